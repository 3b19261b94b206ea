package io.troupe.internal.process;

import io.troupe.ExitStatus;
import io.troupe.Process;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Invocation;
import io.troupe.internal.process.output.Captured;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A process that is a thread of this JVM. It ends when its work ends; nothing can kill it. */
final class ThreadControl implements ProcessControl {
  private final Processes processes;
  private final ProcessSettings settings;
  private volatile @Nullable Work work;
  private final CompletableFuture<ExitStatus> ended = new CompletableFuture<>();
  private volatile @Nullable Thread thread;

  ThreadControl(Processes processes, ProcessSettings settings, Work work) {
    this.processes = processes;
    this.settings = settings;
    this.work = work;
  }

  @Override
  public boolean isStarted() {
    return thread != null;
  }

  @Override
  public void run() throws Exception {
    call(work);
  }

  private void call(@Nullable Work own) throws Exception {
    if (own == null) {
      throw new IllegalStateException("process '"
          + settings.name()
          + "' has been started or closed, and has let go of what it runs");
    }
    Invocation.call(own.function(), own.arguments());
  }

  @Override
  public synchronized void start(Process facade) {
    if (thread != null) {
      throw new IllegalStateException("cannot start process '" + settings.name() + "' twice");
    }
    Process parent = Controls.current();
    Thread started =
        new Thread(() -> Controls.be(facade, parent, () -> body(facade)), settings.name());
    started.setDaemon(settings.daemon());
    thread = started;
    processes.add(facade);
    started.start();
  }

  private void body(Process facade) {
    try {
      Work own = work;
      work = null; // it is not kept longer than it runs
      call(own);
      end(facade, 0, null);
    } catch (Throwable failure) { // what the program throws is how its process ends
      System.err.println("Process " + settings.name() + ":");
      failure.printStackTrace();
      end(facade, 1, failure);
    }
  }

  private void end(Process facade, int exitCode, @Nullable Throwable failure) {
    processes.remove(facade);
    ended.complete(new ExitStatus(
        pid(), exitCode, 0, List.of(), Optional.empty(), Optional.ofNullable(failure)));
  }

  @Override
  public boolean join(@Nullable Duration timeout) throws InterruptedException {
    requireStarted("joined");
    try {
      ended.get(
          timeout == null ? Long.MAX_VALUE : Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process is never a failure", e);
    }
  }

  @Override
  public boolean isAlive() {
    return thread != null && !ended.isDone();
  }

  @Override
  public Optional<ExitStatus> exitStatus() {
    return Optional.ofNullable(ended.getNow(null));
  }

  @Override
  public long pid() {
    requireStarted("asked for its pid");
    return ProcessHandle.current().pid();
  }

  @Override
  public void terminate() {
    throw unkillable();
  }

  @Override
  public void kill() {
    throw unkillable();
  }

  @Override
  public void interrupt() {
    Thread started = requireStarted("interrupted");
    synchronized (this) { // it runs, so that the interrupt is not lost
      started.interrupt();
    }
  }

  @Override
  public CompletableFuture<ExitStatus> onExit() {
    requireStarted("watched");
    return ended.copy();
  }

  @Override
  public CompletableFuture<ObjectRef> lasting(Objects here, long number) {
    requireStarted("used");
    return CompletableFuture.completedFuture(here.lasting(number));
  }

  @Override
  public Captured captured() {
    throw new UnsupportedOperationException("a thread has no output of its own to capture");
  }

  @Override
  public void close() {
    if (isAlive()) {
      throw new IllegalStateException(
          "cannot close process '" + settings.name() + "' while it runs; join it");
    }
    work = null;
  }

  private static UnsupportedOperationException unkillable() {
    return new UnsupportedOperationException(
        "a thread cannot be killed; use a process, or interrupt()");
  }

  private Thread requireStarted(String purpose) {
    Thread started = thread;
    if (started == null) {
      throw new IllegalStateException(
          "process '" + settings.name() + "' cannot be " + purpose + " before it was started");
    }
    return started;
  }

  @Override
  public String toString() {
    ExitStatus status = ended.getNow(null);
    if (thread == null) {
      return "initial";
    }
    return status == null ? "thread, started" : "thread, stopped, exitCode=" + status.describe();
  }
}
