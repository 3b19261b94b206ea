package io.troupe.internal.pool.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.Progress;
import io.troupe.internal.result.Outcome;
import io.troupe.proto.TaskShape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DispatchTest {
  private static final long MICROSECOND = 1_000;
  private static final long SECOND = 1_000_000_000;

  private final List<String> signals = new ArrayList<>();
  private final List<PoolTask> told = new ArrayList<>();
  private final TaskListener job = (task, ending) -> told.add(task);
  private final Dispatch dispatch = new Dispatch(new Recorder());
  private final Recall recall = dispatch.recall();

  /** Sends at once what a pool would send on a thread of its own. */
  private final class Recorder implements Signals {
    @Override
    public void drained() {
      signals.add("drained");
    }

    @Override
    public void laneDrained(Lane lane) {
      signals.add("laneDrained " + lane.worker().name());
    }

    @Override
    public void laneSpent(Lane lane) {
      signals.add("laneSpent " + lane.worker().name());
    }

    @Override
    public void toStop(Lane lane, List<PoolTask> tasks) {
      tasks.forEach(task -> signals.add("toStop " + task.id()));
    }

    @Override
    public void deadline(long nanos) {
      signals.add("deadline");
    }

    @Override
    public void uneven() {
      signals.add("uneven");
    }

    @Override
    public void needed() {
      signals.add("needed");
    }

    @Override
    public void toSend(List<Lane> lanes) {
      lanes.forEach(Lane::pump);
    }
  }

  private Lane lane(RecordingWorker worker) {
    return lane(worker, Long.MAX_VALUE);
  }

  private Lane lane(RecordingWorker worker, long assignable) {
    Lane lane = new Lane(dispatch, assignable);
    lane.attach(worker);
    dispatch.open(lane);
    return lane;
  }

  private PoolTask task() {
    return task(0, 0, 0);
  }

  private PoolTask task(int bytes, long timeoutNanos, int retries) {
    Terms terms = new Terms("f", TaskShape.CALL, timeoutNanos, retries, "f");
    return new PoolTask(job, terms, "arguments", bytes, 0, 1);
  }

  private PoolTask submit() {
    return submit(task());
  }

  private PoolTask submit(PoolTask task) {
    dispatch.submit(task);
    return task;
  }

  private List<PoolTask> submit(int count) {
    return IntStream.range(0, count).mapToObj(i -> submit()).toList();
  }

  private static TaskReport returned(PoolTask task, long nanos) {
    return new TaskReport(task.id(), nanos, TaskReport.Kind.RETURNED, Outcome.of(1));
  }

  private void end(Lane lane, PoolTask task, long nanos) {
    dispatch.outcomes(lane, List.of(returned(task, nanos)));
  }

  /** Has a lane believe that tasks take a microsecond. */
  private void teachShort(Lane lane) {
    end(lane, submit(), MICROSECOND);
  }

  @Test
  void submit_idleWorkers_eachGetsOne() {
    RecordingWorker one = new RecordingWorker("one");
    RecordingWorker two = new RecordingWorker("two");
    lane(one);
    lane(two);
    submit(2);
    assertThat(one.tasks()).hasSize(1);
    assertThat(two.tasks()).hasSize(1);
  }

  @Test
  void submit_noIdleWorker_waitsForAnOutcome() {
    RecordingWorker worker = new RecordingWorker("one");
    Lane lane = lane(worker);
    PoolTask first = submit();
    PoolTask second = submit();
    assertThat(worker.tasks()).containsExactly(first);
    end(lane, first, SECOND);
    assertThat(told).containsExactly(first);
    assertThat(worker.tasks()).containsExactly(first, second);
  }

  @Test
  void submit_beforeAnyWorker_waitsForOne() {
    List<PoolTask> tasks = submit(2);
    RecordingWorker worker = new RecordingWorker("one");
    lane(worker);
    assertThat(worker.tasks()).containsExactly(tasks.get(0));
  }

  @Test
  void outcomes_shortTasks_manyAreSentAheadInFewBatches() {
    RecordingWorker worker = new RecordingWorker("one");
    Lane lane = lane(worker);
    teachShort(lane);
    PoolTask first = submit();
    submit(500);
    end(lane, first, MICROSECOND);
    assertThat(worker.tasks()).hasSize(502);
    assertThat(worker.batches).hasSize(3);
  }

  @Test
  void outcomes_longTasks_oneIsSentAtATime() {
    RecordingWorker worker = new RecordingWorker("one");
    Lane lane = lane(worker);
    PoolTask first = submit();
    submit(10);
    end(lane, first, SECOND);
    assertThat(worker.tasks()).hasSize(2);
  }

  @Test
  void outcomes_twoWorkers_waitingTasksAreShared() {
    RecordingWorker one = new RecordingWorker("one");
    RecordingWorker two = new RecordingWorker("two");
    Lane first = lane(one);
    Lane second = lane(two);
    PoolTask a = submit();
    PoolTask b = submit();
    submit(100);
    PoolTask ofOne = one.tasks().get(0);
    end(first, ofOne, MICROSECOND);
    assertThat(one.tasks()).hasSize(51);
    end(second, ofOne == a ? b : a, MICROSECOND);
    assertThat(two.tasks()).hasSizeBetween(25, 52);
  }

  @Test
  void outcomes_largeArguments_doNotPileUp() {
    RecordingWorker worker = new RecordingWorker("one");
    Lane lane = lane(worker);
    teachShort(lane);
    PoolTask first = submit();
    for (int i = 0; i < 10; i++) {
      submit(task(200_000, 0, 0));
    }
    end(lane, first, MICROSECOND);
    assertThat(worker.tasks()).hasSize(3);
  }

  @Test
  void outcomes_ofATaskThatIsNotThere_areDropped() {
    Lane one = lane(new RecordingWorker("one"));
    PoolTask task = submit();
    end(one, task, SECOND);
    end(one, task, SECOND);
    assertThat(told).containsExactly(task);
    assertThat(dispatch.progress()).isEqualTo(new Progress(1, 1, 0, 0));
  }

  @Test
  void lose_workerRan_onlyThatTaskIsLostAndOthersGoOn() {
    RecordingWorker dead = new RecordingWorker("dead");
    Lane lane = lane(dead);
    teachShort(lane);
    List<PoolTask> tasks = new ArrayList<>(List.of(submit()));
    tasks.addAll(submit(4));
    end(lane, tasks.get(0), MICROSECOND);
    assertThat(dead.tasks()).hasSize(6);
    RecordingWorker other = new RecordingWorker("other");
    lane(other);
    List<PoolTask> lost = dispatch.lose(lane, tasks.get(2).id());
    // The second had ended without being able to say so: nobody may run it again.
    assertThat(lost).containsExactly(tasks.get(1), tasks.get(2));
    assertThat(other.tasks()).containsExactly(tasks.get(3));
    assertThat(told).doesNotContain(tasks.get(4));
  }

  @Test
  void lose_killedByThePool_whatItHadBegunMeanwhileRunsAgain() {
    Lane lane = lane(new RecordingWorker("dead"));
    teachShort(lane);
    PoolTask cancelled = submit();
    PoolTask next = submit();
    dispatch.recall().abort(List.of(cancelled));
    dispatch.killing(lane);
    assertThat(dispatch.lose(lane, next.id())).isEmpty();
    RecordingWorker other = new RecordingWorker("other");
    lane(other);
    assertThat(other.tasks()).containsExactly(next);
    assertThat(next.losses).isZero();
  }

  @Test
  void lose_nothingRan_allGoToOthers() {
    Lane lane = lane(new RecordingWorker("dead"));
    PoolTask task = submit();
    assertThat(dispatch.lose(lane, 0)).isEmpty();
    RecordingWorker other = new RecordingWorker("other");
    lane(other);
    assertThat(other.tasks()).containsExactly(task);
  }

  @Test
  void lose_taskWithRetries_runsAgainSoOften() {
    Lane lane = lane(new RecordingWorker("dead"));
    PoolTask task = submit(task(0, 0, 1));
    assertThat(dispatch.lose(lane, task.id())).isEmpty();
    RecordingWorker other = new RecordingWorker("other");
    Lane second = lane(other);
    assertThat(other.tasks()).containsExactly(task);
    assertThat(task.attempts).isEqualTo(2);
    assertThat(dispatch.lose(second, task.id())).containsExactly(task);
  }

  @Test
  void withdraw_waitingTask_isTaken() {
    lane(new RecordingWorker("one"));
    submit();
    PoolTask waiting = submit();
    assertThat(recall.withdraw(waiting)).isTrue();
    assertThat(waiting.ended).isTrue();
  }

  @Test
  void withdraw_endedTask_isNot() {
    Lane lane = lane(new RecordingWorker("one"));
    PoolTask task = submit();
    end(lane, task, SECOND);
    assertThat(recall.withdraw(task)).isFalse();
  }

  @Test
  void withdraw_sentTask_endsWhenItsWorkerGivesItBack() {
    RecordingWorker worker = new RecordingWorker("one");
    Lane lane = lane(worker);
    worker.onWithdraw = task -> dispatch.outcomes(lane, List.of(TaskReport.withdrawn(task.id())));
    PoolTask sent = submit();
    assertThat(recall.withdraw(sent)).isTrue();
    assertThat(sent.ended).isTrue();
    assertThat(dispatch.isOver()).isFalse();
    assertThat(told).isEmpty();
  }

  @Test
  void withdraw_sentTaskThatRuns_endsWithItsResult() {
    RecordingWorker worker = new RecordingWorker("one");
    Lane lane = lane(worker);
    PoolTask sent = submit();
    worker.running = sent.id();
    assertThat(recall.withdraw(sent)).isFalse();
    end(lane, sent, SECOND);
    assertThat(told).containsExactly(sent);
  }

  @Test
  void abort_sentTask_isToBeStoppedAndWhatItStillSaysIsDropped() {
    Lane lane = lane(new RecordingWorker("one"));
    PoolTask sent = submit();
    PoolTask waiting = submit();
    recall.abort(List.of(sent, waiting));
    assertThat(signals).contains("toStop " + sent.id()).doesNotContain("toStop " + waiting.id());
    assertThat(dispatch.hasAny(lane, List.of(sent))).isTrue();
    end(lane, sent, SECOND);
    assertThat(dispatch.hasAny(lane, List.of(sent))).isFalse();
    assertThat(told).isEmpty();
  }

  @Test
  void rebalance_workerSilentWhileAnotherIdles_givesItsTasksUp() {
    RecordingWorker slow = new RecordingWorker("slow");
    Lane lane = lane(slow);
    teachShort(lane);
    PoolTask first = submit();
    List<PoolTask> rest = submit(4);
    end(lane, first, MICROSECOND);
    RecordingWorker idle = new RecordingWorker("idle");
    lane(idle);
    assertThat(dispatch.rebalance(SECOND)).isTrue();
    assertThat(slow.withdrawn).isEmpty();
    assertThat(dispatch.rebalance(0)).isTrue();
    assertThat(slow.withdrawn).containsExactlyElementsOf(rest.subList(1, 4));
    dispatch.outcomes(
        lane,
        slow.withdrawn.stream().map(task -> TaskReport.withdrawn(task.id())).toList());
    assertThat(idle.tasks()).containsExactly(rest.get(1));
    assertThat(dispatch.rebalance(0)).isFalse();
  }

  @Test
  void expire_taskRunsTooLong_endsIt() {
    Lane lane = lane(new RecordingWorker("one"));
    PoolTask task = submit(task(0, 1, 0));
    assertThat(signals).contains("deadline");
    recall.expire();
    recall.expire();
    assertThat(told).containsExactly(task);
    assertThat(signals).contains("toStop " + task.id());
    assertThat(dispatch.laneOf(task)).isSameAs(lane);
  }

  @Test
  void expire_taskWaits_itsTimeHasNotBegun() {
    Lane lane = lane(new RecordingWorker("one"));
    PoolTask running = submit();
    PoolTask timed = submit(task(0, 1, 0));
    recall.expire();
    assertThat(timed.ended).isFalse();
    end(lane, running, SECOND);
    recall.expire();
    assertThat(timed.ended).isTrue();
  }

  @Test
  void assignable_reached_laneIsSpentAndGetsNoMore() {
    RecordingWorker worker = new RecordingWorker("one");
    Lane lane = lane(worker, 2);
    PoolTask first = submit();
    PoolTask second = submit();
    submit();
    end(lane, first, SECOND);
    assertThat(signals).contains("laneSpent one");
    end(lane, second, SECOND);
    assertThat(worker.tasks()).containsExactly(first, second);
    dispatch.close(lane);
    assertThat(signals).contains("laneDrained one");
  }

  @Test
  void outcomes_memoryRanOut_laneIsSpentAndGivesItsTasksUp() {
    RecordingWorker worker = new RecordingWorker("one");
    Lane lane = lane(worker);
    teachShort(lane);
    PoolTask first = submit();
    submit(3);
    end(lane, first, MICROSECOND);
    PoolTask running = worker.tasks().get(2);
    dispatch.outcomes(
        lane,
        List.of(new TaskReport(
            running.id(),
            1,
            TaskReport.Kind.OUT_OF_MEMORY,
            Outcome.failed(new OutOfMemoryError()))));
    assertThat(signals).contains("laneSpent one");
    submit();
    assertThat(worker.tasks()).hasSize(5);
    assertThat(worker.withdrawn).hasSize(1);
  }

  @Test
  void refuse_tasksLeft_drainsWhenTheLastHasEnded() {
    Lane lane = lane(new RecordingWorker("one"));
    PoolTask task = submit();
    dispatch.refuse(RejectedExecutionException::new);
    assertThatThrownBy(this::submit).isInstanceOf(RejectedExecutionException.class);
    assertThat(signals).doesNotContain("drained");
    end(lane, task, SECOND);
    assertThat(signals).contains("drained");
  }

  @Test
  void endAll_waitingAndSent_areToldOnce() {
    lane(new RecordingWorker("one"));
    List<PoolTask> tasks = submit(3);
    recall.endAll(Outcome.cancelled("the end"));
    recall.endAll(Outcome.cancelled("the end"));
    assertThat(told).containsExactlyInAnyOrderElementsOf(tasks);
    assertThat(dispatch.progress().failed()).isEqualTo(3);
  }
}
