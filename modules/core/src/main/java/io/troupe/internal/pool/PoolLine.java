package io.troupe.internal.pool;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.Progress;
import io.troupe.WorkerInfo;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.payload.lambda.EncodedFunction;
import io.troupe.internal.pool.crew.PoolEnd;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.pool.dispatch.Terms;
import io.troupe.internal.pool.worker.FunctionTable;
import io.troupe.proto.DropTasks;
import io.troupe.proto.Frame;
import io.troupe.proto.PoolCall;
import io.troupe.proto.PoolFrame;
import io.troupe.proto.PoolState;
import io.troupe.proto.Task;
import io.troupe.proto.TaskBatch;
import io.troupe.proto.TaskTerms;
import io.troupe.proto.WithdrawTasks;
import java.util.List;
import java.util.Optional;

/**
 * What is said to a pool that lives elsewhere, and asked of it. Thread-safe, but for what submits
 * tasks.
 */
final class PoolLine {
  private final ObjectRef object;
  private final FunctionTable functions = new FunctionTable();

  PoolLine(ObjectRef object) {
    this.object = object;
  }

  /** Sends a task, and its function if the pool does not know that yet. Not thread-safe. */
  void submit(PoolTask task) {
    TaskBatch.Builder batch = TaskBatch.newBuilder();
    batch.addTasks(encoded(task, batch));
    object.tell(frame(PoolFrame.newBuilder().setTasks(batch)));
  }

  private Task encoded(PoolTask task, TaskBatch.Builder batch) {
    Terms terms = task.terms;
    ByteString arguments = (ByteString) requireNonNull(task.arguments());
    return Task.newBuilder()
        .setId(task.id())
        .setShape(terms.shape())
        .setFunction(functions.slotOf((EncodedFunction) terms.function(), batch::addDefinitions))
        .setArguments(arguments)
        .setTerms(TaskTerms.newBuilder()
            .setTimeoutNanos(terms.timeoutNanos())
            .setRetries(terms.retries())
            .setName(terms.name())
            .setItems(task.items))
        .build();
  }

  /** @param running whether those that run are to be dropped as well */
  void drop(List<Long> tasks, boolean running) {
    tellIfThere(PoolFrame.newBuilder()
        .setDropTasks(DropTasks.newBuilder().setRunning(running).addAllTasks(tasks)));
  }

  /** Asks for a task back; the answer has its outcome if it was not running yet. */
  Answer withdraw(long task) {
    return object.ask(
        frame(PoolFrame.newBuilder().setWithdrawTasks(WithdrawTasks.newBuilder().addTasks(task))));
  }

  /** Asks for the state at the end of the pool. */
  Answer awaitEnd() {
    return ask(PoolCall.Kind.AWAIT_END);
  }

  void close() {
    tellIfThere(call(PoolCall.Kind.CLOSE));
  }

  /** Ends the pool; the answer has what no worker had been given. */
  Answer end(PoolEnd how) {
    return ask(
        switch (how) {
          case TERMINATE -> PoolCall.Kind.TERMINATE;
          case TERMINATE_ONLY -> PoolCall.Kind.TERMINATE_ONLY;
          case KILL -> PoolCall.Kind.KILL;
        });
  }

  PoolState state() {
    return ask(PoolCall.Kind.ASK).joinUnlessInterrupted().getPool().getState();
  }

  Progress progress() {
    PoolState state = state();
    return new Progress(state.getTotal(), state.getDone(), state.getFailed(), state.getRunning());
  }

  List<WorkerInfo> workers() {
    return state().getWorkersList().stream()
        .map(worker -> new WorkerInfo(
            worker.getPid(),
            worker.getName(),
            worker.hasTask() ? Optional.of(worker.getTask()) : Optional.empty(),
            worker.getTasksDone(),
            worker.getResidentBytes()))
        .toList();
  }

  private Answer ask(PoolCall.Kind kind) {
    return object.ask(frame(call(kind)));
  }

  private void tellIfThere(PoolFrame.Builder body) {
    try {
      object.tell(frame(body));
    } catch (OwnerLostException expected) {
      // The pool is gone, and its tasks have ended by that.
    }
  }

  private static PoolFrame.Builder call(PoolCall.Kind kind) {
    return PoolFrame.newBuilder().setCall(PoolCall.newBuilder().setKind(kind));
  }

  private static Frame.Builder frame(PoolFrame.Builder body) {
    return Frame.newBuilder().setPool(body);
  }
}
