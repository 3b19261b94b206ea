package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.Output;
import io.troupe.Process;
import io.troupe.ProcessStartException;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.function.VoidTask0;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.result.Thrower;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A manager in a process of its own: what runs there, and how it ends. */
final class ManagerProcess implements Lifetime {
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
    Process process = (initializer == null
            ? Process.of(ManagerProcess::serve, pipe.second(), settings.callTimeoutNanos())
            : Process.of(
                ManagerProcess::initializeAndServe,
                pipe.second(),
                initializer,
                settings.callTimeoutNanos()))
        .daemon(true)
        .mayHaveChildren(true)
        .output(settings.output())
        .jvmOptions(settings.jvmOptions().toArray(String[]::new))
        .name(settings.name() == null ? "Manager-" + COUNT.incrementAndGet() : settings.name())
        .start();
    ManagerProcess life = new ManagerProcess(process, pipe.first(), settings.grace());
    return new DefaultManager(life.receive().managedRef(), life);
  }

  /** @param output may be {@link Output#INHERITED} */
  record Settings(
      @Nullable String name,
      @Nullable VoidTask0 initializer,
      List<String> jvmOptions,
      Output output,
      Duration grace,
      long callTimeoutNanos) {}

  private Managed receive() {
    try {
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

  static void initializeAndServe(Connection control, VoidTask0 initializer, long callTimeoutNanos)
      throws Exception {
    try {
      initializer.run();
    } catch (Exception e) {
      control.send(e);
      return;
    }
    serve(control, callTimeoutNanos);
  }

  /** Runs in the process, until the other end says that it is enough. */
  static void serve(Connection control, long callTimeoutNanos)
      throws IOException, InterruptedException {
    ManagerCore core = new ManagerCore(callTimeoutNanos);
    control.send(DefaultManager.here(core, null));
    control.poll(null); // readable at the end of the stream, too
    core.close();
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
