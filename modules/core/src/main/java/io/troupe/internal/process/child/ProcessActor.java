package io.troupe.internal.process.child;

import io.troupe.internal.log.Log;
import io.troupe.internal.system.LocalActor;
import io.troupe.internal.system.Role;
import io.troupe.proto.Exiting;
import io.troupe.proto.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how one child ends. It knows only when nothing of the program runs in the process any
 * more, its link has delivered everything, and its output was read; those come in any order.
 * Phases: living → ended → settled.
 */
public final class ProcessActor implements Role<ProcessActor.Command> {
  private static final Log log = Log.of(ProcessActor.class);

  /**
   * How long output is awaited that something else, which inherited the stream, may hold open for
   * ever.
   */
  private static final Duration OUTPUT_PATIENCE = Duration.ofMillis(250);

  private static final int SIGNAL_BASE = 128;
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;
  private static final int HIGHEST_SIGNAL = 64;

  public sealed interface Command {}

  /** The child exists: the parts that could not exist before its actor. */
  public record Started(ChildProcess child) implements Command {}

  /** The child says that it shuts down in good order. */
  record Announced(Exiting exiting) implements Command {}

  public enum LinkEnded implements Command {
    INSTANCE
  }

  /** Nothing of the program runs in the child any more. Only the first one counts. */
  public record Ended(int status) implements Command {}

  /** Both streams of the child have ended, and what came from them has been passed on. */
  public enum OutputRead implements Command {
    INSTANCE
  }

  private enum OutputOverdue implements Command {
    INSTANCE
  }

  private enum ExitOverdue implements Command {
    INSTANCE
  }

  private final LocalActor<Command> self;
  private final Consumer<ExitReport> report;
  private @Nullable ChildProcess child;
  private @Nullable Exiting announcement;
  private @Nullable Integer status;
  private boolean linkEnded;
  private boolean outputRead;

  /** @param report is called once, when everything is known */
  public ProcessActor(LocalActor<Command> self, Consumer<ExitReport> report) {
    this.self = self;
    this.report = report;
  }

  @Override
  public boolean onMessage(Command command) {
    if (command instanceof Started started) {
      child = started.child();
    } else if (command instanceof Announced announced) {
      onAnnounced(announced.exiting());
      return true;
    } else if (command instanceof Ended ended) {
      onEnded(ended);
    } else if (command == ExitOverdue.INSTANCE) {
      onExitOverdue();
      return true;
    } else if (command == LinkEnded.INSTANCE) {
      linkEnded = true;
    } else {
      outputRead = true;
    }
    return !settleWhenComplete();
  }

  private boolean settleWhenComplete() {
    if (child == null || status == null || !outputRead || (everLinked(child) && !linkEnded)) {
      return false;
    }
    report.accept(reportOf(child, status));
    return true;
  }

  private void onAnnounced(Exiting exiting) {
    announcement = exiting;
    if (child != null && child.exitLimit() != null) {
      self.later(child.exitLimit(), ExitOverdue.INSTANCE);
    }
  }

  private void onExitOverdue() {
    if (child != null && status == null) {
      log.warn("{}: its shutdown hooks take too long; it is killed", child);
      child.kill();
    }
  }

  private void onEnded(Ended ended) {
    if (status == null) {
      status = ended.status();
      awaitOutput();
    }
  }

  private void awaitOutput() {
    if (!outputRead) {
      self.later(OUTPUT_PATIENCE, OutputOverdue.INSTANCE);
    }
  }

  private static boolean everLinked(ChildProcess child) {
    return child.linked().isDone() && !child.linked().isCompletedExceptionally();
  }

  private ExitReport reportOf(ChildProcess ended, int rawStatus) {
    return new ExitReport(
        ended.pid(),
        exitCode(ended, rawStatus),
        ended.lastResidentBytes(),
        ended.output().lastLines().snapshot(),
        errorFile(ended),
        failure(),
        ended.site().lostNode());
  }

  /**
   * An announced end has the status that it has, unless a signal asked for it or the host did not
   * wait for it; one without a word was a signal's doing, which the JDK shows as 128 and the
   * signal's number.
   */
  private int exitCode(ChildProcess ended, int rawStatus) {
    boolean cutShort = ended.wasKilled() && rawStatus == SIGNAL_BASE + SIGKILL;
    if (announcement != null && !cutShort) {
      return announcement.getSignal() > 0 ? -announcement.getSignal() : rawStatus;
    }
    if (rawStatus == 1 && ended.wasTerminated() && !everLinked(ended)) {
      return -SIGTERM; // a JVM that the signal hits as it initialises itself fails at that instead
    }
    boolean signalled = rawStatus > SIGNAL_BASE && rawStatus <= SIGNAL_BASE + HIGHEST_SIGNAL;
    return signalled ? SIGNAL_BASE - rawStatus : rawStatus;
  }

  private @Nullable Failure failure() {
    return announcement != null && announcement.hasFailure() ? announcement.getFailure() : null;
  }

  /** Where the JVM puts its crash report unless an option says otherwise. */
  private static @Nullable Path errorFile(ChildProcess ended) {
    if (ended.spec().site() != null) {
      return null; // it lies there
    }
    Path directory =
        ended.spec().directory() == null ? Path.of("") : ended.spec().directory();
    Path file = directory.resolve("hs_err_pid" + ended.pid() + ".log").toAbsolutePath();
    return Files.exists(file) ? file : null;
  }
}
