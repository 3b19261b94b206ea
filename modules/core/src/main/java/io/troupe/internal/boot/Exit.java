package io.troupe.internal.boot;

import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.process.ShutdownSignal;
import io.troupe.proto.Exiting;
import io.troupe.proto.Failure;
import io.troupe.proto.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The orderly end of a process: other threads of the program finish, the host is told that this is
 * no crash, the JVM exits.
 */
final class Exit extends Thread {
  private static final int SIGNAL_BASE = 128;
  private static final int SIGINT = 2;

  private static volatile boolean underWay;
  private static volatile boolean interruptSignalled;
  private static volatile @Nullable Failure failure;

  /** Present once nothing but shutdown hooks is left to run. */
  private static volatile @Nullable Ending ending;

  /** What was open before there was any work; absent if that is not known. */
  private static volatile @Nullable Descriptors idle;

  private final Link link;
  private final boolean hasLastFile;

  private Exit(Link link, boolean hasLastFile) {
    super("troupe-exit");
    setDaemon(false);
    this.link = link;
    this.hasLastFile = hasLastFile;
  }

  /**
   * Tells the host about every orderly end, {@code System.exit} anywhere in the program included.
   *
   * @param hasLastFile whether the host sees when this JVM has done all that it does on exit, and
   *     ends it then
   */
  static void installHook(Link link, boolean hasLastFile) {
    Runtime.getRuntime().addShutdownHook(new Exit(link, hasLastFile));
  }

  /** Notes what is open in a process that has no work yet. */
  static void noteIdle(@Nullable Descriptors open) {
    idle = open;
  }

  /** Returns whether this process ends by itself, so that the end of its link is no news. */
  static boolean isUnderWay() {
    return underWay;
  }

  /**
   * Goes through what an exit does before it does it for good; returns whether this process could
   * end now.
   */
  static boolean rehearse() {
    StandardStreams.flush();
    Descriptors before = idle;
    if (before != null) {
      idle = before.confirmed();
    }
    return new Ending(0).isComplete();
  }

  /** Ends this process once the program's own threads have ended. */
  static void with(Assignment.End end) {
    failure = end.failure();
    Thread main = Thread.currentThread();
    LiveThreads.joinAllBut(main, main);
    ending = new Ending(end.status());
    System.exit(end.status());
  }

  /**
   * Ends this process as a JVM ends for SIGINT: its hooks run, its status is 130. Returns at once.
   */
  static void asAfterInterruptSignal() {
    interruptSignalled = true;
    new Thread(() -> System.exit(SIGNAL_BASE + SIGINT), "troupe-interrupt").start();
  }

  @Override
  public void run() {
    underWay = true;
    link.linger();
    Ending end = ending;
    if (end != null && end.isUnderWay()) {
      finish(end);
    } else {
      announce(exiting().setSignal(signal()));
      StandardStreams.flush();
    }
  }

  /** The program's own hooks may still use the link and print. */
  private void finish(Ending end) {
    end.awaitOtherHooks();
    link.flush();
    Exiting.Builder exiting = exiting();
    if (hasLastFile && end.isComplete()) {
      StandardStreams.close();
      announce(exiting.setStatus(end.status()).setHolds(!holdsNothing()));
    } else {
      StandardStreams.flush();
      announce(exiting);
      release();
    }
  }

  /** A socket, a lock or a pipe goes with the process, and another process may wait for that. */
  private static boolean holdsNothing() {
    Descriptors before = idle;
    return before != null && before.areAll();
  }

  /**
   * Ends the threads that the system keeps waiting: a JVM that exits waits up to 300 ms for such.
   */
  private void release() {
    link.close();
    HostWatch.end();
  }

  private static Exiting.Builder exiting() {
    Exiting.Builder exiting = Exiting.newBuilder();
    if (failure != null) {
      exiting.setFailure(failure);
    }
    return exiting;
  }

  private void announce(Exiting.Builder exiting) {
    try {
      link.sendControl(Frame.newBuilder().setExiting(exiting).build());
      link.flush();
    } catch (LinkClosedException e) {
      // The host is gone: none is left to tell.
      return;
    }
  }

  private static int signal() {
    return interruptSignalled ? SIGINT : ShutdownSignal.current();
  }
}
