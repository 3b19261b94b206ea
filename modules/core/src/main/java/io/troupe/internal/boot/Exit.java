package io.troupe.internal.boot;

import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.runtime.ShutdownSignal;
import io.troupe.proto.Exiting;
import io.troupe.proto.Failure;
import io.troupe.proto.Frame;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The orderly end of a process: other threads of the program finish, the host is told that this is no crash, the JVM exits.
 */
final class Exit {
  private static final int SIGNAL_BASE = 128;
  private static final int SIGINT = 2;

  /** The main thread, once nothing but shutdown hooks is left to run. */
  private static volatile @Nullable Thread ending;

  private static volatile boolean announced;
  private static volatile boolean interruptSignalled;
  private static volatile @Nullable Failure failure;

  private Exit() {}

  /** Tells the host about every orderly end, {@code System.exit} anywhere in the program included. */
  static void installHook(Link link) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> onShutdown(link), "troupe-exit"));
  }

  /** Returns whether this process ends by itself, so that the end of its link is no news. */
  static boolean isUnderWay() {
    return announced;
  }

  /** Ends this process once the program's own threads have ended. */
  static void with(Assignment.End end) {
    failure = end.failure();
    Thread main = Thread.currentThread();
    joinAll(thread -> thread != main);
    ending = main;
    System.exit(end.status());
  }

  /** Ends this process as a JVM ends for SIGINT: its hooks run, its status is 130. Returns at once. */
  static void asAfterInterruptSignal() {
    interruptSignalled = true;
    new Thread(() -> System.exit(SIGNAL_BASE + SIGINT), "troupe-interrupt").start();
  }

  private static void onShutdown(Link link) {
    link.linger();
    announce(link);
    Thread main = ending;
    if (main != null) {
      awaitOtherHooks(main);
      closeQuietly(link);
    }
    System.out.flush();
    System.err.flush();
  }

  private static void announce(Link link) {
    Exiting.Builder exiting = Exiting.newBuilder().setSignal(signal());
    if (failure != null) {
      exiting.setFailure(failure);
    }
    announced = true;
    try {
      link.sendControl(Frame.newBuilder().setExiting(exiting).build());
      link.flush();
    } catch (LinkClosedException e) {
      // The host is gone: nobody is left to tell.
      return;
    }
  }

  private static int signal() {
    if (interruptSignalled) {
      return SIGINT;
    }
    return ending == null ? ShutdownSignal.current() : 0;
  }

  /** The program's own hooks may still use the link. All have been started once the main thread waits for them. */
  private static void awaitOtherHooks(Thread main) {
    while (main.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    Thread self = Thread.currentThread();
    joinAll(thread -> thread != main && thread != self);
  }

  /**
   * A JVM waits 300 ms for every thread that sits in a system call when it exits, so the reader of the link is sent home
   * first.
   */
  private static void closeQuietly(Link link) {
    link.close();
    try {
      link.closed().toCompletableFuture().join();
    } catch (CompletionException e) {
      // Closed all the same.
      return;
    }
  }

  /** Waits for the end of all threads that keep a JVM alive and that {@code wanted} picks. */
  private static void joinAll(Predicate<Thread> wanted) {
    for (Thread next = any(wanted); next != null; next = any(wanted)) {
      try {
        next.join();
      } catch (InterruptedException e) {
        // One of those threads did it: this one still waits for them, as a JVM does.
        Thread.interrupted();
      }
    }
  }

  private static @Nullable Thread any(Predicate<Thread> wanted) {
    Thread[] threads = new Thread[Thread.activeCount() + 16];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (!threads[i].isDaemon() && wanted.test(threads[i])) {
        return threads[i];
      }
    }
    return null;
  }
}
