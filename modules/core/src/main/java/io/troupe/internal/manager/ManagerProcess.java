package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.Output;
import io.troupe.Process;
import io.troupe.ProcessStartException;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.function.VoidTask0;
import io.troupe.internal.log.Log;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.result.Thrower;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A manager in a process of its own: what runs there, and how it ends. */
public final class ManagerProcess implements Lifetime {
  private static final Log log = Log.of(ManagerProcess.class);

  /** An initializer that takes so long is worth a word. */
  private static final Duration LONG = Duration.ofSeconds(5);

  /** What the process says before it runs the initializer. */
  private static final String BEGUN = "begun";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Process process;
  private final Connection control;
  private final Duration grace;

  private ManagerProcess(Process process, Connection control, Duration grace) {
    this.process = process;
    this.control = control;
    this.grace = grace;
  }

  static DefaultManager start(Settings settings) {
    Pipe pipe = Pipe.duplex();
    VoidTask0 initializer = settings.initializer();
    long callTimeoutNanos = Managers.nanos(settings.callTimeout());
    Process process = (initializer == null
            ? Process.of(ManagerProcess::serve, pipe.second(), callTimeoutNanos)
            : Process.of(
                ManagerProcess::initializeAndServe, pipe.second(), initializer, callTimeoutNanos))
        .daemon(true)
        .mayHaveChildren(true)
        .output(settings.output())
        .jvmOptions(settings.jvmOptions().toArray(String[]::new))
        .name(settings.name() == null ? "Manager-" + COUNT.incrementAndGet() : settings.name())
        .start();
    ManagerProcess life = new ManagerProcess(process, pipe.first(), settings.grace());
    return new DefaultManager(life.receive(settings).managedRef(), life);
  }

  /**
   * How to start one.
   *
   * @param initializerTimeout how long that may take; null for as long as it likes
   * @param grace how long it may take to end before it is terminated, and then before it is killed
   * @param callTimeout how long a call may take; null for as long as it takes
   */
  public record Settings(
      @Nullable String name,
      @Nullable VoidTask0 initializer,
      @Nullable Duration initializerTimeout,
      List<String> jvmOptions,
      Output output,
      Duration grace,
      @Nullable Duration callTimeout) {}

  private Managed receive(Settings settings) {
    try {
      if (settings.initializer() != null) {
        awaitInitialized(settings);
      }
      Object first = control.recv();
      if (first instanceof Managed manager) {
        return manager;
      }
      end();
      throw Thrower.unchecked(requireNonNull((Throwable) first, "failure"));
    } catch (IOException e) {
      process.kill();
      throw new ProcessStartException(
          "The manager's process ended before it was ready: " + process, e);
    } catch (InterruptedException e) {
      process.kill();
      Thread.currentThread().interrupt();
      throw new ProcessStartException("Interrupted while the manager's process started", e);
    }
  }

  /**
   * An initializer that takes long is ended if there is a limit, and at least mentioned if there is
   * none.
   */
  private void awaitInitialized(Settings settings) throws IOException, InterruptedException {
    control.recv(); // it begins
    Duration limit = settings.initializerTimeout();
    if (control.poll(limit == null ? LONG : limit)) {
      return;
    }
    if (limit == null) {
      log.warn(
          "The initializer of {} has run for {} s; initializerTimeout(…) would limit it",
          process,
          LONG.toSeconds());
      return;
    }
    process.kill();
    throw new ProcessStartException(
        "The manager's process was killed, for its initializer took more than " + limit + ": "
            + process);
  }

  static void initializeAndServe(Connection control, VoidTask0 initializer, long callTimeoutNanos)
      throws Exception {
    control.send(BEGUN);
    try {
      initializer.run();
    } catch (Throwable e) { // the program that starts this process is told
      control.send(e);
      return;
    }
    serve(control, callTimeoutNanos);
  }

  /** Runs in the process, until the other end says that it is enough. */
  static void serve(Connection control, long callTimeoutNanos)
      throws IOException, InterruptedException {
    ManagerCore core = new ManagerCore(callTimeoutNanos);
    if (present(control, core)) {
      control.poll(null); // readable at the end of the stream, too
    }
    core.close();
  }

  /** Returns false if that failed, of which the program is told: for lack of threads, say. */
  private static boolean present(Connection control, ManagerCore core)
      throws IOException, InterruptedException {
    try {
      control.send(DefaultManager.here(core, null));
      return true;
    } catch (OutOfMemoryError | LinkageError e) {
      control.send(new ProcessStartException("The manager's process cannot start: " + e, e));
      return false;
    }
  }

  /** Asks it to end, waits, and then makes it. Idempotent. */
  @Override
  public void end() {
    control.close();
    boolean interrupted = false;
    try {
      if (!process.join(grace)) {
        process.terminate();
        if (!process.join(grace)) {
          process.kill();
          process.join();
        }
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.kill();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Optional<Process> process() {
    return Optional.of(process);
  }

  @Override
  public boolean join(Duration timeout) throws InterruptedException {
    return process.join(timeout);
  }
}
