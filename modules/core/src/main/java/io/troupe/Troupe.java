package io.troupe;

import io.troupe.internal.log.LibraryLogger;
import io.troupe.internal.log.StandardErrorLog;
import io.troupe.internal.logs.host.LogLevels;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.runtime.TroupeRuntime;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Settings of the whole program. Thread-safe. */
public final class Troupe {
  private Troupe() {}

  /**
   * Returns the number of processors that the program may use, at least 1. Python's {@code
   * cpu_count}.
   */
  public static int cpuCount() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Sets the number of booted processes, called spares, that are kept ready for each kind of
   * process that the program starts. The default is 1, from the second start on; where
   * this method was called, from the first. A spare takes memory; it ends after 30 seconds without
   * use, or at once if the new number is smaller. A pool keeps at least one spare for itself.
   *
   * @param count the number of spares, at least 0
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public static void spares(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("spares must be >= 0, was " + count);
    }
    TroupeRuntime.current().nursery().keepSpares(count);
  }

  /**
   * Runs Troupe's actors in an actor system of the program, instead of in one that Troupe starts.
   * They are system actors, and their names begin with {@code troupe-}. The system needs no
   * settings for them: the one dispatcher that they need is added to it. They run no code of the
   * program, and send nothing to the program's actors.
   *
   * <p>The system remains the program's own. Troupe never terminates it; when the program
   * terminates it, the pools, queues and other objects that are in it end. It does not apply to
   * child processes, each of which has an actor system of its own when it needs one.
   *
   * @throws IllegalStateException if this program has used Troupe already
   */
  public static void use(ActorSystem<?> system) {
    TroupeRuntime.use(Objects.requireNonNull(system, "system"));
  }

  /**
   * Sets whether what processes log goes to this program's own logging, for those that are created
   * from now on and do not say otherwise. The default is false: a process logs by what its class
   * path has, into its own standard streams. In a process whose log goes to its host, the default
   * is true, and so the events of all generations come to the main program.
   *
   * <p>Such a process logs by SLF4J as always, but needs no provider: none that it has is used. Its
   * events arrive at the logger of the same name here, with level, message, markers, key-value
   * pairs, MDC, exception, caller, time and thread, as far as the provider here takes them; Logback
   * and Log4j 2 take all. The name of the thread begins with that of the process,
   * {@code Process-1/main}, and the MDC has {@code processName} and {@code process}, its pid. Those
   * of one process keep their order, and what it logged before it ended is here before
   * {@link Process#join()} returns, even if it was killed or crashed. {@code java.util.logging} and
   * {@link System.Logger} of the process, at the levels that they have there, go the same way.
   *
   * <p>Its loggers let through what those of the same names do here, also where that changes later,
   * within a second; {@link #logLevel} lets through less, or more.
   *
   * <p>No event stops a process. If the logging of this program does not keep up, what a process
   * logs waits for room: for a second if nothing is read, for ten if little is, in all; from then
   * on what finds no room is dropped, without any wait, until half of the room is free. There is
   * room for some thousand events of each process. A warning says how many were dropped, where they
   * are missing.
   */
  public static void forwardLogs(boolean forward) {
    ChildSpec.forwardLogsByDefault(forward);
  }

  /**
   * Sets which events the loggers of this name, and of those that begin with it and a dot, let
   * through in processes whose log {@linkplain #forwardLogs goes to this program}, those that run
   * included. It counts from the moment when this method returns. This program's own logging then
   * decides which of the arriving events it writes: its levels are the last word. Python's
   * {@code setLevel}.
   *
   * @param logger the name, or {@code ROOT} for all
   * @param level the lowest level that is let through
   */
  public static void logLevel(String logger, Level level) {
    LogLevels.ofProgram()
        .set(Objects.requireNonNull(logger, "logger"), Objects.requireNonNull(level, "level"));
  }

  /**
   * Returns Troupe's own logger, {@code io.troupe}. Its messages go where Troupe's own go: to the
   * program's logging, and to standard error after {@link #logToStderr}. Python's
   * {@code get_logger}.
   */
  public static Logger logger() {
    return new LibraryLogger();
  }

  /**
   * Writes what Troupe logs to standard error, too, as {@code [WARN/MainProcess] message}: here,
   * and in processes that start from now on. It needs no SLF4J provider. A second call changes the
   * level. Python's {@code log_to_stderr}, which then writes each line twice.
   *
   * @param level the lowest level that is written
   * @return {@link #logger()}
   */
  public static Logger logToStderr(Level level) {
    StandardErrorLog.begin(
        Objects.requireNonNull(level, "level"), () -> Process.current().name());
    return logger();
  }

  /** Returns the number of spares that are ready now. */
  public static int sparesReady() {
    return TroupeRuntime.isStarted() ? TroupeRuntime.current().nursery().sparesReady() : 0;
  }
}
