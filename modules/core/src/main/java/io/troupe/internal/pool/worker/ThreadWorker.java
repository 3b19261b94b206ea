package io.troupe.internal.pool.worker;

import io.troupe.Call;
import io.troupe.internal.payload.Invocation;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.pool.dispatch.PoolWorker;
import io.troupe.internal.pool.dispatch.TaskReport;
import io.troupe.internal.process.child.ExitReport;
import io.troupe.internal.result.Outcome;
import io.troupe.internal.wait.CpuGate;
import io.troupe.internal.wait.SpinWait;
import io.troupe.internal.worker.Inbox;
import io.troupe.internal.worker.TaskCall;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A worker that is a thread of this JVM. Nothing can kill it; a kill abandons it instead: it counts
 * as gone at once, its task may run on, and its outcome is dropped.
 */
final class ThreadWorker implements PoolWorker {
  private static final int KILLED = -9;

  private final @Nullable Call<Void> initializer;
  private final WorkerEvents events;
  private final Thread thread;
  private final Inbox<PoolTask> inbox;
  private final AtomicBoolean gone = new AtomicBoolean();
  private volatile boolean initializing;

  ThreadWorker(
      ThreadGroup group,
      String name,
      @Nullable Call<Void> initializer,
      WorkerEvents events,
      CpuGate cpu) {
    this.initializer = initializer;
    this.events = events;
    thread = new Thread(group, this::run, name);
    thread.setDaemon(true);
    inbox = new Inbox<>(thread, new SpinWait(cpu));
  }

  void start() {
    thread.start();
  }

  private void run() {
    int status = initialize() ? work() : 1;
    goneWith(status);
  }

  private boolean initialize() {
    try {
      if (initializer != null) {
        events.booted();
        initializing = true;
        Invocation.call(initializer.function(), initializer.arguments().toArray());
        initializing = false;
      }
      events.ready();
      return true;
    } catch (Throwable e) { // the program's code: the pool says what it threw
      if (!gone.get()) {
        events.initializerFailed(e);
      }
      return false;
    }
  }

  private int work() {
    while (inbox.awaitItem()) {
      PoolTask task = inbox.poll();
      if (task != null) {
        run(task);
      }
    }
    return 0;
  }

  private void run(PoolTask task) {
    long start = System.nanoTime();
    Outcome<?> ending = call(task);
    inbox.finish();
    TaskReport.Kind kind = ending.returned() ? TaskReport.Kind.RETURNED : TaskReport.Kind.FAILED;
    tell(new TaskReport(task.id(), System.nanoTime() - start, kind, ending));
  }

  @SuppressWarnings("NullAway") // a task may return null; what its type says, its caller knows
  private static Outcome<?> call(PoolTask task) {
    Object arguments = task.arguments();
    if (arguments == null) {
      return Outcome.cancelled(task + " ended before it began");
    }
    try {
      return Outcome.of(TaskCall.run(task.terms.shape(), task.terms.function(), arguments));
    } catch (Throwable e) { // what a task throws is its result
      return Outcome.failed(e);
    }
  }

  private void tell(TaskReport outcome) {
    if (!gone.get()) {
      events.outcomes(List.of(outcome));
    }
  }

  private void goneWith(int status) {
    if (gone.compareAndSet(false, true)) {
      events.exited(new ExitReport(pid(), status, 0, List.of(), null, null, null), inbox.running());
    }
  }

  @Override
  public String name() {
    return thread.getName();
  }

  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public long runningTask() {
    return inbox.running();
  }

  @Override
  public long residentBytes() {
    return 0;
  }

  @Override
  public void send(List<PoolTask> tasks) {
    inbox.add(tasks);
  }

  @Override
  public void withdraw(List<PoolTask> tasks) {
    Set<Long> ids = new HashSet<>();
    tasks.forEach(task -> ids.add(task.id()));
    for (PoolTask task : inbox.withdraw(ids::contains)) {
      tell(TaskReport.withdrawn(task.id()));
    }
  }

  @Override
  public void interrupt(long task) {
    inbox.interrupt(task);
  }

  @Override
  public void stop() {
    inbox.end();
  }

  @Override
  public void terminate() {
    inbox.withdraw(id -> true);
    inbox.end();
    inbox.interrupt();
  }

  @Override
  public void kill() {
    goneWith(KILLED); // first, so that it is not heard how the task takes its interrupt
    if (initializing) {
      thread.interrupt();
    }
    terminate();
  }

  @Override
  public String toString() {
    return name();
  }

  @Override
  public boolean readUntil(BooleanSupplier over, long nanos) {
    return over.getAsBoolean(); // nothing to fetch: it tells
  }

  @Override
  public void wake() {
    // There is nothing to fetch.
  }
}
