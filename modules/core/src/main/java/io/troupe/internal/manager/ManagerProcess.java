package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.troupe.Output;
import io.troupe.Process;
import io.troupe.ProcessStartException;
import io.troupe.function.VoidTask0;
import io.troupe.internal.log.Log;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.Frame;
import io.troupe.proto.ManagedFrame;
import io.troupe.proto.ManagerReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A manager in a process of its own: what runs there, and how it ends. */
public final class ManagerProcess implements Lifetime {
  private static final Log log = Log.of(ManagerProcess.class);

  /** An initializer that takes so long is worth a word. */
  private static final Duration LONG = Duration.ofSeconds(5);

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Process process;
  private final ManagerReports reports;
  private final Duration grace;

  private ManagerProcess(Process process, ManagerReports reports, Duration grace) {
    this.process = process;
    this.reports = reports;
    this.grace = grace;
  }

  static DefaultManager start(Settings settings) {
    ManagerReports reports = new ManagerReports(TroupeRuntime.current().objects());
    ManagerProcess life;
    try {
      life = new ManagerProcess(process(settings, reports.number()), reports, settings.grace());
    } catch (RuntimeException | Error e) {
      reports.close();
      throw e;
    }
    return new DefaultManager(life.receive(settings).managedRef(), life);
  }

  private static Process process(Settings settings, long reports) {
    VoidTask0 initializer = settings.initializer();
    long callTimeoutNanos = Managers.nanos(settings.callTimeout());
    return (initializer == null
            ? Process.of(ManagerProcess::serve, reports, callTimeoutNanos)
            : Process.of(
                ManagerProcess::initializeAndServe, reports, initializer, callTimeoutNanos))
        .daemon(true)
        .mayHaveChildren(true)
        .output(settings.output())
        .jvmOptions(settings.jvmOptions().toArray(String[]::new))
        .name(settings.name() == null ? "Manager-" + COUNT.incrementAndGet() : settings.name())
        .start();
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
    reports.from(process);
    try {
      if (settings.initializer() != null) {
        awaitInitialized(settings);
      }
      ManagerReport report = reports.result().get();
      if (report.hasManager()) {
        return (Managed) decoded(report.getManager());
      }
      end();
      throw Thrower.unchecked((Throwable) decoded(report.getFailure()));
    } catch (ExecutionException e) {
      process.kill();
      throw new ProcessStartException(
          "The manager's process ended before it was ready: " + process, e.getCause());
    } catch (InterruptedException e) {
      process.kill();
      Thread.currentThread().interrupt();
      throw new ProcessStartException("Interrupted while the manager's process started", e);
    }
  }

  private static Object decoded(ByteString payload) {
    return requireNonNull(TroupeRuntime.current().payloads().decode(payload), "report");
  }

  /**
   * An initializer that takes long is ended if there is a limit, and at least mentioned if there is
   * none.
   */
  private void awaitInitialized(Settings settings) throws ExecutionException, InterruptedException {
    reports.begun().get();
    Duration limit = settings.initializerTimeout();
    try {
      reports.result().get(Deadline.nanos(limit == null ? LONG : limit), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      tooLong(limit);
    }
  }

  private void tooLong(@Nullable Duration limit) {
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

  static void initializeAndServe(long reports, VoidTask0 initializer, long callTimeoutNanos)
      throws InterruptedException {
    ObjectRef program = program(reports);
    program.tell(frame(ManagerReport.newBuilder().setBegun(true)));
    try {
      initializer.run();
    } catch (Throwable e) { // the program that starts this process is told
      program.tell(failure(e));
      return;
    }
    serve(reports, callTimeoutNanos);
  }

  /** Runs in the process, until the program says that it is enough, or ends. */
  static void serve(long reports, long callTimeoutNanos) throws InterruptedException {
    ManagerCore core = new ManagerCore(callTimeoutNanos);
    Answer end = present(program(reports), core);
    if (end != null) {
      await(end);
    }
    core.close();
  }

  /**
   * Returns what comes when it is enough; null if it failed to present the manager, of which the
   * program is told: for lack of threads, say.
   */
  private static @Nullable Answer present(ObjectRef program, ManagerCore core) {
    try {
      ByteString manager =
          TroupeRuntime.current().payloads().encode(DefaultManager.here(core, null));
      return program.ask(frame(ManagerReport.newBuilder().setManager(manager)));
    } catch (OutOfMemoryError | LinkageError e) {
      program.tell(
          failure(new ProcessStartException("The manager's process cannot start: " + e, e)));
      return null;
    }
  }

  /** Without reading the link, as a thread does that waits for what comes soon. */
  private static void await(Answer end) throws InterruptedException {
    try {
      end.stage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      log.debug("The program has ended, or no longer refers to this manager", e);
    }
  }

  /**
   * The object of the program's that takes the reports of this process. The program holds it, so
   * that this process need not: its end is the end of the manager.
   */
  private static ObjectRef program(long reports) {
    return requireNonNull(TroupeRuntime.current().objects().host(), "host").lasting(reports);
  }

  private static Frame.Builder failure(Throwable e) {
    ByteString failure = TroupeRuntime.current().payloads().encode(e);
    return frame(ManagerReport.newBuilder().setFailure(failure));
  }

  private static Frame.Builder frame(ManagerReport.Builder report) {
    return Frame.newBuilder().setManaged(ManagedFrame.newBuilder().setReport(report));
  }

  /** Asks it to end, waits, and then makes it. Idempotent. */
  @Override
  public void end() {
    reports.close();
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
