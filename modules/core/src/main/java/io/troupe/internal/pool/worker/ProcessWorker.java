package io.troupe.internal.pool.worker;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.payload.lambda.EncodedFunction;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.pool.dispatch.PoolWorker;
import io.troupe.internal.pool.dispatch.TaskReport;
import io.troupe.internal.process.Children;
import io.troupe.internal.process.child.Child;
import io.troupe.internal.result.Outcome;
import io.troupe.internal.result.Thrower;
import io.troupe.proto.Failure;
import io.troupe.proto.Frame;
import io.troupe.proto.InterruptTask;
import io.troupe.proto.PoolFrame;
import io.troupe.proto.StopWorker;
import io.troupe.proto.Task;
import io.troupe.proto.TaskBatch;
import io.troupe.proto.TaskOutcome;
import io.troupe.proto.WithdrawTasks;
import io.troupe.proto.WorkerReady;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A worker that is a process. Its frames come on the reader thread of its link. */
final class ProcessWorker implements PoolWorker, FrameHandler {
  private static final Frame STOP =
      frame(PoolFrame.newBuilder().setStopWorker(StopWorker.getDefaultInstance()));

  private static final String OUT_OF_MEMORY = OutOfMemoryError.class.getName();

  private final String name;
  private final Duration exitLimit;
  private final WorkerEvents events;
  private final Payloads payloads;
  private final Failures failures;

  /** For the thread that sends, one at a time. */
  private final FunctionTable functions = new FunctionTable();

  /** Null until it is linked. Guarded by this, like the next. */
  private @Nullable Child child;

  /** Null until it is known. Guarded by this. */
  private Children.@Nullable Starting starting;

  /** It is not wanted any more, although it has not come yet. */
  private boolean unwanted;

  /** It is to stop once it has come and was initialised. */
  private boolean stops;

  ProcessWorker(
      String name, Duration exitLimit, WorkerEvents events, Payloads payloads, Failures failures) {
    this.name = name;
    this.exitLimit = exitLimit;
    this.events = events;
    this.payloads = payloads;
    this.failures = failures;
  }

  /** Takes the process when it comes, and tells it what to be. */
  void start(Children.Starting boot, Frame become) {
    synchronized (this) {
      starting = boot;
    }
    boot.linked().whenComplete((started, failure) -> {
      if (failure == null) {
        take(started, become);
      } else {
        events.startFailed(Thrower.unwrapped(failure));
      }
    });
  }

  private void take(Child started, Frame become) {
    started.route(this);
    started.exitWithin(exitLimit);
    if (keep(started, become)) {
      events.booted();
      started.whenLeaving(events::leaving);
      started.whenWanted(events::wanted);
    } else {
      started.kill();
    }
    started.exited().thenAccept(report -> events.exited(report, started.ranLast()));
  }

  /** Tells it what to be before anything else can be said to it. */
  private synchronized boolean keep(Child started, Frame become) {
    if (!unwanted) {
      sendControl(started, become);
    }
    if (stops) {
      sendControl(started, STOP);
    }
    child = started;
    return !unwanted;
  }

  @Override
  public void onFrame(Frame frame) {
    PoolFrame body = frame.getPool();
    switch (body.getBodyCase()) {
      case OUTCOMES -> onOutcomes(body.getOutcomes().getOutcomesList());
      case WORKER_READY -> onReady(body.getWorkerReady());
      default -> throw new IllegalStateException("not from a worker: " + frame.getBodyCase());
    }
  }

  private void onReady(WorkerReady ready) {
    if (ready.hasFailure()) {
      events.initializerFailed(failures.decode(ready.getFailure()));
    } else {
      events.ready();
    }
  }

  private void onOutcomes(List<TaskOutcome> outcomes) {
    List<TaskReport> told = new ArrayList<>(outcomes.size());
    for (TaskOutcome outcome : outcomes) {
      told.add(told(outcome));
    }
    events.outcomes(told);
  }

  private TaskReport told(TaskOutcome outcome) {
    return switch (outcome.getResultCase()) {
      case RETURNED -> told(outcome, TaskReport.Kind.RETURNED);
      case THROWN -> told(outcome, kindOf(outcome.getThrown()));
      case UNENCODABLE -> told(outcome, TaskReport.Kind.FAILED);
      case WITHDRAWN -> TaskReport.withdrawn(outcome.getTask());
      case CANCELLED, RESULT_NOT_SET ->
        throw new IllegalStateException("an outcome without a result");
    };
  }

  private static TaskReport.Kind kindOf(Failure failure) {
    return failure.getClassName().equals(OUT_OF_MEMORY)
        ? TaskReport.Kind.OUT_OF_MEMORY
        : TaskReport.Kind.FAILED;
  }

  private TaskReport told(TaskOutcome outcome, TaskReport.Kind kind) {
    EncodedOutcome ending = new EncodedOutcome(outcome, payloads, failures);
    return new TaskReport(outcome.getTask(), outcome.getRunNanos(), kind, ending);
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    events.leaving(); // nothing reaches it any more; its exit follows, and says what it ran
  }

  @Override
  public String name() {
    return name;
  }

  private synchronized @Nullable Child child() {
    return child;
  }

  @Override
  public long pid() {
    Child known = child();
    return known == null ? 0 : known.pid();
  }

  @Override
  public long runningTask() {
    Child known = child();
    return known == null ? 0 : known.cell().runningTask();
  }

  @Override
  public long residentBytes() {
    Child known = child();
    return known == null ? 0 : known.residentBytes();
  }

  @Override
  public void send(List<PoolTask> tasks) {
    TaskBatch.Builder batch = TaskBatch.newBuilder();
    for (PoolTask task : tasks) {
      Object arguments = task.arguments();
      if (arguments == null) { // it was ended on the way
        events.outcomes(List.of(TaskReport.withdrawn(task.id())));
      } else {
        batch.addTasks(encoded(task, (ByteString) arguments, batch));
      }
    }
    if (batch.getTasksCount() > 0) {
      send(requireNonNull(child()), frame(PoolFrame.newBuilder().setTasks(batch)));
    }
  }

  private void send(Child child, Frame frame) {
    try {
      child.link().send(frame);
    } catch (LinkClosedException expected) {
      // The exit of the process hands the tasks on.
    } catch (RuntimeException | OutOfMemoryError e) {
      failUnsent(child, frame.getPool().getTasks(), e);
    }
  }

  /** What cannot be sent at all fails; the worker ends, for it may now lack a definition. */
  private void failUnsent(Child child, TaskBatch batch, Throwable cause) {
    List<TaskReport> failed = new ArrayList<>();
    for (Task task : batch.getTasksList()) {
      Outcome<Object> ending =
          Outcome.failedWith(() -> new PayloadException("a task cannot be sent: " + cause, cause));
      failed.add(new TaskReport(task.getId(), 0, TaskReport.Kind.FAILED, ending));
    }
    events.outcomes(failed);
    child.kill();
  }

  private Task encoded(PoolTask task, ByteString arguments, TaskBatch.Builder batch) {
    int slot = functions.slotOf((EncodedFunction) task.terms.function(), batch::addDefinitions);
    return Task.newBuilder()
        .setId(task.id())
        .setShape(task.terms.shape())
        .setFunction(slot)
        .setArguments(arguments)
        .build();
  }

  @Override
  public void withdraw(List<PoolTask> tasks) {
    WithdrawTasks.Builder withdraw = WithdrawTasks.newBuilder();
    tasks.forEach(task -> withdraw.addTasks(task.id()));
    control(PoolFrame.newBuilder().setWithdrawTasks(withdraw));
  }

  @Override
  public void interrupt(long task) {
    control(PoolFrame.newBuilder().setInterruptTask(InterruptTask.newBuilder().setTask(task)));
  }

  @Override
  public void stop() {
    Child known;
    synchronized (this) {
      known = child;
      stops = known == null;
    }
    if (known != null) {
      sendControl(known, STOP);
    }
  }

  @Override
  public void terminate() {
    Child known = orUnwanted();
    if (known != null) {
      known.terminate();
    }
  }

  @Override
  public void kill() {
    Child known = orUnwanted();
    if (known != null) {
      known.kill();
    }
  }

  /** Returns the process; one that only boots is killed. */
  private @Nullable Child orUnwanted() {
    Child known;
    Children.Starting boot;
    synchronized (this) {
      known = child;
      boot = starting;
      unwanted = known == null;
    }
    if (known == null && boot != null) {
      boot.kill();
    }
    return known;
  }

  private void control(PoolFrame.Builder body) {
    Child known = child();
    if (known != null) {
      sendControl(known, frame(body));
    }
  }

  private static Frame frame(PoolFrame.Builder body) {
    return Frame.newBuilder().setPool(body).build();
  }

  private static void sendControl(Child child, Frame frame) {
    try {
      child.link().sendControl(frame);
    } catch (LinkClosedException expected) {
      // None is there any more that could obey.
    }
  }

  @Override
  public boolean readUntil(BooleanSupplier over, long nanos) throws InterruptedException {
    Child known = child();
    return known == null ? over.getAsBoolean() : known.link().readUntil(over, nanos);
  }

  @Override
  public void wake() {
    Child known = child();
    if (known != null) {
      known.link().wake();
    }
  }

  @Override
  public String toString() {
    return name + " (pid " + pid() + ")";
  }
}
