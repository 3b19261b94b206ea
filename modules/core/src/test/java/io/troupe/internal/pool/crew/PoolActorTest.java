package io.troupe.internal.pool.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.BrokenPoolException;
import io.troupe.Call;
import io.troupe.Output;
import io.troupe.ProcessStartException;
import io.troupe.WorkerLostException;
import io.troupe.internal.pool.dispatch.PoolWorker;
import io.troupe.internal.pool.result.CallResult;
import io.troupe.internal.pool.result.Lease;
import io.troupe.internal.pool.worker.PoolSettings;
import io.troupe.internal.pool.worker.ThreadWorkers;
import io.troupe.internal.pool.worker.Values;
import io.troupe.internal.pool.worker.WorkerEvents;
import io.troupe.internal.pool.worker.Workers;
import io.troupe.internal.process.child.KilledAtStartException;
import io.troupe.internal.process.launch.ChildSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How a pool's actor keeps its crew, with threads for workers, which can be killed in that they are
 * abandoned.
 */
@Timeout(60)
class PoolActorTest {
  private static KitHost host;

  @BeforeAll
  static void start() {
    host = new KitHost();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static PoolSettings settings(int workers) {
    return new PoolSettings(
        "test",
        workers,
        true,
        null,
        null,
        0,
        0,
        null,
        null,
        Duration.ofMillis(50),
        0,
        0,
        false,
        new ChildSpec(List.of(), Map.of(), null, null, null, null, Output.INHERITED, null));
  }

  private static PoolCore core(int workers) {
    PoolSettings settings = settings(workers);
    PoolCore core = new PoolCore(settings, host, new ThreadWorkers(settings, host.cpu()));
    core.start();
    return core;
  }

  private abstract static class OverThreads implements Workers {
    private final Workers threads;

    OverThreads(Workers threads) {
      this.threads = threads;
    }

    @Override
    public PoolWorker start(String name, WorkerEvents events) {
      return threads.start(name, events);
    }

    @Override
    public int bootsAtOnce() {
      return threads.bootsAtOnce();
    }

    @Override
    public void close() {
      threads.close();
    }

    @Override
    public boolean runsCurrentThread() {
      return threads.runsCurrentThread();
    }

    @Override
    public Values values() {
      return threads.values();
    }
  }

  /** Threads, of which the first few cannot be started. */
  private static final class Failing extends OverThreads {
    private final AtomicInteger left;
    private final Supplier<RuntimeException> failure;

    Failing(Workers threads, int failures, Supplier<RuntimeException> failure) {
      super(threads);
      this.failure = failure;
      left = new AtomicInteger(failures);
    }

    @Override
    public PoolWorker start(String name, WorkerEvents events) {
      if (left.getAndDecrement() > 0) {
        throw failure.get();
      }
      return super.start(name, events);
    }
  }

  /** Threads, on a machine where one boots at a time. */
  private static final class OneAtATime extends OverThreads {
    private final AtomicInteger started = new AtomicInteger();

    OneAtATime(Workers threads) {
      super(threads);
    }

    @Override
    public PoolWorker start(String name, WorkerEvents events) {
      started.incrementAndGet();
      return super.start(name, events);
    }

    @Override
    public int bootsAtOnce() {
      return 1;
    }
  }

  private static PoolCore failing(int failures, Supplier<RuntimeException> failure) {
    PoolSettings settings = settings(1);
    Workers threads = new ThreadWorkers(settings, host.cpu());
    PoolCore core = new PoolCore(settings, host, new Failing(threads, failures, failure));
    core.start();
    return core;
  }

  @Test
  void starts_failForLackOfDescriptors_areTriedAgain() throws Exception {
    PoolCore core = failing(
        4,
        () -> new ProcessStartException(
            "cannot start a JVM", new IOException("error=24, Too many open files")));
    assertThat(CallResult.submit(Lease.of(core), Call.of(() -> 1)).get()).isEqualTo(1);
    end(core);
  }

  @Test
  void start_smallMachine_firstWorkerWorksAloneAndTheOthersFollow() throws Exception {
    PoolSettings settings = settings(3);
    OneAtATime workers = new OneAtATime(new ThreadWorkers(settings, host.cpu()));
    PoolCore core = new PoolCore(settings, host, workers);
    core.start();
    assertThat(CallResult.submit(Lease.of(core), Call.of(workers.started::get)).get())
        .isEqualTo(1);
    Awaitility.await().until(() -> workers.started.get() == 3);
    end(core);
  }

  @Test
  void starts_killed_areTriedAgain() throws Exception {
    PoolCore core = failing(4, () -> new KilledAtStartException("exit code -9"));
    assertThat(CallResult.submit(Lease.of(core), Call.of(() -> 1)).get()).isEqualTo(1);
    end(core);
  }

  @Test
  void starts_failForTheirOptions_breakThePool() throws Exception {
    PoolCore core = failing(4, () -> new ProcessStartException("Unrecognized option: -Xnone"));
    assertThatThrownBy(() -> CallResult.submit(Lease.of(core), Call.of(() -> 1)).getUnwrapped())
        .isInstanceOf(BrokenPoolException.class)
        .cause()
        .satisfies(cause -> assertThat(cause.getStackTrace()).isEmpty());
    end(core);
  }

  @Test
  void toString_result_saysTaskPoolAndState() throws Exception {
    PoolCore core = core(1);
    CountDownLatch gate = new CountDownLatch(1);
    CallResult<Void> result =
        CallResult.submit(Lease.of(core), Call.run(gate::await).name("patience"));
    assertThat(result.toString())
        .matches("AsyncResult\\[patience \\(task \\d+\\) of test: (waiting|running)]");
    gate.countDown();
    result.await();
    assertThat(result.toString()).endsWith("of test: returned]");
    end(core);
  }

  private static void end(PoolCore core) throws Exception {
    core.terminate(PoolEnd.KILL);
    core.end().get(30, TimeUnit.SECONDS);
  }

  private static List<String> names(PoolCore core) {
    return core.workers().stream().map(info -> info.name()).toList();
  }

  @Test
  void start_crew_hasTheWorkersThatWereAskedFor() throws Exception {
    PoolCore core = core(3);
    assertThat(names(core)).containsExactly("PoolWorker-1", "PoolWorker-2", "PoolWorker-3");
    end(core);
    assertThat(names(core)).isEmpty();
  }

  @Test
  void exited_worker_isReplacedAndItsTaskLost() throws Exception {
    PoolCore core = core(1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    CallResult<Void> result = CallResult.submit(Lease.of(core), Call.run(() -> {
      begun.countDown();
      never.await();
    }));
    begun.await();
    core.crew().all().get(0).worker().kill();
    assertThatThrownBy(result::getUnwrapped)
        .isInstanceOfSatisfying(
            WorkerLostException.class, lost -> assertThat(lost.exitCode()).isEqualTo(-9));
    assertThat(CallResult.submit(Lease.of(core), Call.of(() -> 1)).get()).isEqualTo(1);
    assertThat(names(core)).containsExactly("PoolWorker-2");
    end(core);
  }

  @Test
  void leaving_worker_finishesItsTask_andAnotherDoesTheRest() throws Exception {
    PoolCore core = core(1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CallResult<Integer> first = CallResult.submit(Lease.of(core), Call.of(() -> {
      begun.countDown();
      release.await();
      return 1;
    }));
    begun.await();
    CallResult<Integer> second = CallResult.submit(Lease.of(core), Call.of(() -> 2));
    core.crew().all().get(0).leaving();
    Awaitility.await().until(() -> names(core).contains("PoolWorker-2"));
    release.countDown();

    assertThat(first.get()).isEqualTo(1);
    assertThat(second.get()).isEqualTo(2);
    Awaitility.await().until(() -> names(core).equals(List.of("PoolWorker-2")));
    end(core);
  }

  @Test
  void leaving_workerThatIsIdle_isReplaced() throws Exception {
    PoolCore core = core(1);
    assertThat(CallResult.submit(Lease.of(core), Call.of(() -> 1)).get()).isEqualTo(1);
    core.crew().all().get(0).leaving();
    Awaitility.await().until(() -> names(core).equals(List.of("PoolWorker-2")));

    assertThat(CallResult.submit(Lease.of(core), Call.of(() -> 2)).get()).isEqualTo(2);
    end(core);
  }

  @Test
  void drained_afterShutdown_endsTheWorkersAndTheActor() throws Exception {
    PoolCore core = core(2);
    CallResult<Integer> result = CallResult.submit(Lease.of(core), Call.of(() -> 1));
    core.shutdown();
    core.end().get(30, TimeUnit.SECONDS);
    assertThat(result.get()).isEqualTo(1);
    assertThat(host.open()).doesNotContain(core);
  }

  @Test
  void unanswered_interrupt_anotherTakesThePlaceAndTheWorkerIsKilled() throws Exception {
    PoolCore core = core(1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CallResult<Void> stubborn = CallResult.submit(Lease.of(core), Call.run(() -> {
      begun.countDown();
      awaitUninterruptibly(release);
    }));
    begun.await();
    stubborn.cancel(true);
    assertThat(CallResult.submit(Lease.of(core), Call.of(() -> 1)).get()).isEqualTo(1);
    Awaitility.await().until(() -> names(core).equals(List.of("PoolWorker-2")));
    release.countDown();
    end(core);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = true;
    while (interrupted) {
      try {
        latch.await();
        interrupted = false;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  @Test
  void postStop_actorSystemEnds_everyResultEnds() throws Exception {
    KitHost ending = new KitHost();
    PoolSettings settings = settings(1);
    PoolCore core = new PoolCore(settings, ending, new ThreadWorkers(settings, ending.cpu()));
    core.start();
    CountDownLatch never = new CountDownLatch(1);
    CallResult<Void> result = CallResult.submit(Lease.of(core), Call.run(never::await));
    ending.close();
    result.await();
    assertThat(result.isCancelled()).isTrue();
    core.end().get(30, TimeUnit.SECONDS);
  }
}
