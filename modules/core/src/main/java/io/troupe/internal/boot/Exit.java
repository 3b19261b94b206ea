package io.troupe.internal.boot;

import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.runtime.ShutdownSignal;
import io.troupe.proto.Exiting;
import io.troupe.proto.Failure;
import io.troupe.proto.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The orderly end of a process: other threads of the program finish, the host is told that this is no crash, the JVM exits.
 */
final class Exit {
  private static volatile @Nullable Failure failure;

  private Exit() {}

  /** Tells the host about every orderly end, {@code System.exit} anywhere in the program included. */
  static void installHook(Link link) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> announce(link), "troupe-exit"));
  }

  /** Ends this process once the program's own threads have ended. */
  static void with(Assignment.End end) {
    failure = end.failure();
    awaitUserThreads();
    System.exit(end.status());
  }

  private static void awaitUserThreads() {
    for (Thread thread = nextUserThread(); thread != null; thread = nextUserThread()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // One of those threads did it: this one still waits for them, as a JVM does.
        Thread.interrupted();
      }
    }
  }

  private static @Nullable Thread nextUserThread() {
    Thread[] threads = new Thread[Thread.activeCount() + 16];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (!threads[i].isDaemon() && threads[i] != Thread.currentThread()) {
        return threads[i];
      }
    }
    return null;
  }

  private static void announce(Link link) {
    Exiting.Builder exiting = Exiting.newBuilder().setSignal(ShutdownSignal.current());
    if (failure != null) {
      exiting.setFailure(failure);
    }
    try {
      link.sendControl(Frame.newBuilder().setExiting(exiting).build());
      link.flush();
    } catch (LinkClosedException e) {
      // The host is gone: nobody is left to tell.
      return;
    }
  }
}
