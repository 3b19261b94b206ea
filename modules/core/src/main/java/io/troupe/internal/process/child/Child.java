package io.troupe.internal.process.child;

import io.troupe.internal.board.Cell;
import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.spi.SiteProcess;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A linked child JVM as its host sees it, until the operating system has reaped it. Thread-safe.
 */
public interface Child {

  /** Returns the incarnation: a number that no other process of this host ever has. */
  long incarnation();

  long pid();

  Link link();

  Cell cell();

  /**
   * Returns the task that it ran when it ended, 0 for none, or {@link
   * SiteProcess#UNKNOWN}; known with its exit.
   */
  long ranLast();

  /**
   * Routes frames that are not process control to {@code handler} from now on. Control frames are
   * handled here.
   */
  void route(FrameHandler handler);

  /**
   * Completes when nothing of the program runs in the process any more and its last output was
   * read. The system may have the process for some milliseconds more.
   */
  CompletionStage<ExitReport> exited();

  /**
   * Has the process killed when it has not ended so long after it began to: its shutdown hooks may
   * hang.
   */
  void exitWithin(Duration limit);

  /**
   * Has an action run when the process should get no new work, for the place where it runs is about
   * to be closed, or lost. It must not block.
   */
  void whenLeaving(Runnable action);

  /**
   * Sets what hears that another process waits for the place of this one. It must not block. No
   * effect for one on this machine.
   */
  void whenWanted(Consumer<SiteProcess.Wish> listener);

  /** Sends SIGTERM to the process and its descendants. No effect after the end. */
  void terminate();

  /** Sends SIGKILL to the descendants of the process and to itself. No effect after the end. */
  void kill();

  /** Returns the resident memory in bytes, 0 when it cannot be read. */
  long residentBytes();
}
