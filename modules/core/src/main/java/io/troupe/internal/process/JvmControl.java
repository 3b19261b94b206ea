package io.troupe.internal.process;

import io.troupe.ExitStatus;
import io.troupe.Output;
import io.troupe.OwnerLostException;
import io.troupe.Process;
import io.troupe.ProcessStartException;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.log.Log;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.Invocation;
import io.troupe.internal.process.child.ChildProcess;
import io.troupe.internal.process.child.ExitReport;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.process.output.Captured;
import io.troupe.proto.Frame;
import io.troupe.proto.InterruptProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A process in a child JVM. Phases: unstarted → started → ended; closed before or after. */
final class JvmControl implements ProcessControl {
  private static final Log log = Log.of(JvmControl.class);

  private final Processes processes;
  private final ProcessSettings settings;
  private final boolean subclass;
  private volatile @Nullable Work work;
  private final CompletableFuture<ExitStatus> ended = new CompletableFuture<>();
  private volatile @Nullable ChildProcess child;
  private volatile boolean closed;

  /**
   * @param work what the process shall run, kept until it starts; null for a subclass, which runs
   *     itself
   */
  JvmControl(Processes processes, ProcessSettings settings, @Nullable Work work) {
    this.processes = processes;
    this.settings = settings;
    this.work = work;
    subclass = work == null;
  }

  @Override
  public boolean isStarted() {
    return child != null || closed;
  }

  @Override
  public void run() throws Exception {
    Work own = work;
    if (own != null) {
      Invocation.call(own.function(), own.arguments());
    } else if (!subclass) {
      throw new IllegalStateException("process '"
          + settings.name()
          + "' has been started or closed, and has let go of what it runs");
    }
  }

  @Override
  public synchronized void start(Process facade) {
    requireOpen();
    if (child != null) {
      throw new IllegalStateException("cannot start process '" + settings.name() + "' twice");
    }
    Self.requireMayHaveChildren();
    Nursery nursery = processes.nursery(settings.spec());
    Departure<Frame> become =
        Departure.of(() -> BecomeFrames.process(processes, facade, settings, work));
    ChildProcess started = launch(nursery, become);
    work = null;
    processes.add(facade);
    watch(started, become, report -> {
      if (!nursery.blamesArchive(started, report) || !startAgain(started, become, facade)) {
        onExited(facade, become, report);
      }
    });
  }

  private ChildProcess launch(Nursery nursery, Departure<Frame> become) {
    try {
      ChildSpec spec = settings.spec();
      nursery.check(spec);
      return nursery.launch(spec, settings.name());
    } catch (RuntimeException e) {
      become.lost();
      throw e;
    }
  }

  /** A child that died of the class archive had begun nothing. */
  private boolean startAgain(ChildProcess dead, Departure<Frame> become, Process facade) {
    try {
      ChildProcess second = processes.nursery(dead.spec()).launch(dead.spec(), settings.name());
      watch(second, become, report -> onExited(facade, become, report));
      if (dead.wasKilled()) {
        second.kill();
      }
      return true;
    } catch (ProcessStartException e) {
      log.debug("Not started again", e);
      return false;
    }
  }

  private void watch(ChildProcess started, Departure<Frame> become, Consumer<ExitReport> onExit) {
    started.output().captured().limit(settings.captureLimit());
    child = started;
    started.exited().thenAccept(onExit);
    started.linked().thenAccept(link -> send(link, become.handOver()));
  }

  private void onExited(Process facade, Departure<Frame> become, ExitReport report) {
    become.lost();
    processes.remove(facade);
    showEarlyOutput();
    sayWhatWasDropped();
    ended.complete(ExitReports.toStatus(report, processes.failures()));
  }

  /** No failure of its start says what it printed. */
  private void showEarlyOutput() {
    ChildProcess done = child;
    if (done != null) {
      done.output().showLast();
    }
  }

  private void sayWhatWasDropped() {
    ChildProcess done = child;
    long dropped = done == null ? 0 : done.output().captured().dropped();
    if (dropped > 0) {
      log.warn(
          "Process '{}' printed {} characters more than are kept; captureLimit(n) sets how many are",
          settings.name(),
          dropped);
    }
  }

  private static void send(Link link, Frame frame) {
    try {
      link.sendControl(frame);
    } catch (LinkClosedException e) {
      // It died meanwhile; its exit status says how.
      log.debug("Not sent: {}", e.getMessage());
    }
  }

  @Override
  public boolean join(@Nullable Duration timeout) throws InterruptedException {
    requireStarted("joined");
    try {
      if (timeout == null) {
        ended.get();
      } else {
        ended.get(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process is never a failure", e);
    }
  }

  @Override
  public boolean isAlive() {
    requireOpen();
    return child != null && !ended.isDone();
  }

  @Override
  public Optional<ExitStatus> exitStatus() {
    requireOpen();
    return Optional.ofNullable(ended.getNow(null));
  }

  @Override
  public long pid() {
    return requireStarted("asked for its pid").pid();
  }

  @Override
  public void terminate() {
    requireStarted("terminated").terminate();
  }

  @Override
  public void kill() {
    requireStarted("killed").kill();
  }

  @Override
  public void interrupt() {
    ChildProcess started = requireStarted("interrupted");
    InterruptProcess interrupt =
        InterruptProcess.newBuilder().setRaise(settings.interruptEnds()).build();
    started
        .linked()
        .thenAccept(
            link -> send(link, Frame.newBuilder().setInterruptProcess(interrupt).build()));
  }

  @Override
  public CompletableFuture<ExitStatus> onExit() {
    requireStarted("watched");
    return ended.copy();
  }

  @Override
  public CompletableFuture<ObjectRef> lasting(Objects here, long number) {
    ChildProcess started = requireStarted("used");
    CompletableFuture<ObjectRef> object =
        started.associated().thenApply(association -> association.lasting(number));
    ended.thenAccept(status -> object.completeExceptionally(new OwnerLostException(
        "Process '" + settings.name() + "' has ended: " + status.describe())));
    return object;
  }

  @Override
  public Captured captured() {
    if (settings.output() != Output.CAPTURED) {
      throw new IllegalStateException("the output of process '"
          + settings.name()
          + "' is not captured; call output(Output.CAPTURED) before it starts");
    }
    return requireStarted("asked for its output").output().captured();
  }

  @Override
  public synchronized void close() {
    if (!closed && child != null && !ended.isDone()) {
      throw new IllegalStateException(
          "cannot close process '" + settings.name() + "' while it runs; join or terminate it");
    }
    closed = true;
    work = null;
    child = null;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("process '" + settings.name() + "' is closed");
    }
  }

  private ChildProcess requireStarted(String purpose) {
    requireOpen();
    ChildProcess started = child;
    if (started == null) {
      throw new IllegalStateException(
          "process '" + settings.name() + "' cannot be " + purpose + " before it was started");
    }
    return started;
  }

  @Override
  public String toString() {
    ChildProcess started = child;
    ExitStatus status = ended.getNow(null);
    if (closed) {
      return "closed";
    }
    if (started == null) {
      return "initial";
    }
    return "pid="
        + started.pid()
        + ", parent="
        + ProcessHandle.current().pid()
        + (status == null ? ", started" : ", stopped, exitCode=" + status.describe());
  }
}
