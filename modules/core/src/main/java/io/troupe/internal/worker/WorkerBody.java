package io.troupe.internal.worker;

import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.payload.Invocation;
import io.troupe.internal.wait.ExitHook;
import io.troupe.internal.wait.SpinWait;
import io.troupe.proto.BecomeWorker;
import io.troupe.proto.Failure;
import io.troupe.proto.Frame;
import io.troupe.proto.PoolFrame;
import io.troupe.proto.Target;
import io.troupe.proto.TaskOutcome;
import io.troupe.proto.TaskShape;
import io.troupe.proto.WorkerReady;
import org.jspecify.annotations.Nullable;

/**
 * What a process does that is a worker: initialises itself, then runs tasks on its main thread, one
 * after the other, until it is told to stop. The cell names the task that runs, from before its
 * arguments are decoded until its outcome is on its way.
 */
public final class WorkerBody {
  private final ChildContext context;
  private final BecomeWorker become;
  private final String origin;
  private final Inbox<ReceivedTask> inbox;
  private final Outcomes outcomes;
  private final WorkerFrames frames;
  private final ResultEncoder results;

  /** How long tasks ran lately. */
  private long averageNanos;

  /** To be made on the main thread, which will run the tasks. */
  public WorkerBody(ChildContext context, BecomeWorker become) {
    this.context = context;
    this.become = become;
    String name = become.getIdentity().getName();
    origin = "pid " + ProcessHandle.current().pid() + " (" + name + ")";
    inbox =
        new Inbox<>(Thread.currentThread(), new SpinWait(context.cpu()), context.link()::readUntil);
    outcomes = new Outcomes(context.link());
    frames = new WorkerFrames(inbox, context.link());
    results = new ResultEncoder(context.payloads(), context.failures(), origin);
  }

  /** Returns what takes the host's frames, from now on. */
  public FrameHandler handler() {
    return frames;
  }

  /**
   * Works until the host says stop.
   *
   * @return the status to exit with
   */
  public int run() {
    Failure failure = initialize();
    WorkerReady.Builder ready = WorkerReady.newBuilder();
    if (failure != null) {
      ready.setFailure(failure);
    }
    send(
        Frame.newBuilder().setPool(PoolFrame.newBuilder().setWorkerReady(ready)).build());
    return failure == null ? work() : 1;
  }

  private @Nullable Failure initialize() {
    if (!become.hasInitializer()) {
      return null;
    }
    Target target = become.getInitializer();
    try {
      Object function = context.functions().decode(target.getFunction());
      Invocation.call(function, context.payloads().decodeArguments(target.getArguments()));
      return null;
    } catch (Throwable e) { // what the program throws is for the host to judge
      return context.failures().encode(e, origin);
    } finally {
      Thread.interrupted();
    }
  }

  private int work() {
    outcomes.start();
    if (!sendAllAtExit()) {
      return 0;
    }
    do {
      runAll();
      sendAll();
      context.cell().runningTask(0);
    } while (inbox.awaitItem());
    return 0;
  }

  /**
   * Sees to it that a task that calls {@code System.exit} does not take with it what was finished
   * before. Returns false if the process ends already.
   */
  private boolean sendAllAtExit() {
    try {
      ExitHook.add("troupe-last-outcomes", this::sendAll);
      return true;
    } catch (IllegalStateException shuttingDown) {
      return false;
    }
  }

  private void runAll() {
    for (ReceivedTask task = inbox.poll(); task != null; task = inbox.poll()) {
      run(task);
    }
  }

  private void sendAll() {
    outcomes.flush();
    context.link().flush();
  }

  private void run(ReceivedTask task) {
    long start = System.nanoTime();
    outcomes.flushBefore(averageNanos, start);
    context.cell().runningTask(task.id());
    TaskOutcome.Builder outcome = TaskOutcome.newBuilder().setTask(task.id());
    call(task, outcome);
    // Who sees the result sees what the task did: items that it put, say, are in their queues.
    context.objects().fence();
    inbox.finish();
    long end = System.nanoTime();
    averageNanos += (end - start - averageNanos) / 4;
    outcomes.add(outcome.setRunNanos(end - start).build(), end);
  }

  private void call(ReceivedTask task, TaskOutcome.Builder outcome) {
    @Nullable Object result;
    TaskShape shape = task.task().getShape();
    try {
      Object function = task.definition().function(context.functions());
      result = TaskCall.run(
          shape,
          function,
          TaskCall.arguments(shape, task.task().getArguments(), context.payloads()));
    } catch (Throwable e) { // what a task throws is its result
      results.thrown(e, outcome);
      return;
    }
    results.returned(shape, result, outcome);
  }

  private void send(Frame frame) {
    try {
      context.link().send(frame);
    } catch (LinkClosedException expected) {
      // The host is gone; this process ends with its link.
    }
  }
}
