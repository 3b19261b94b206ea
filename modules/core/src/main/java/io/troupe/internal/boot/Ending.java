package io.troupe.internal.boot;

import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The end of a process that came to it by itself: the program's threads have ended, only its
 * shutdown hooks are left to run. Seen from one of those hooks. Thread-safe.
 */
final class Ending {
  private static final long LOOK_NANOS = 20_000;
  private static final String HOOKS = "java.lang.ApplicationShutdownHooks";

  /** Whose agents may write a report when the JVM exits. */
  private static final String ATTACH_LISTENER = "Attach Listener";

  private final Thread main = Thread.currentThread();
  private final Set<Thread> before = LiveThreads.now();
  private final int status;

  /**
   * To be made by the main thread, which then exits with {@code status}, of which the lowest eight
   * bits count.
   */
  Ending(int status) {
    this.status = status & 0xff;
  }

  int status() {
    return status;
  }

  /**
   * Returns whether it is the main thread that ends this JVM, and not some daemon that called
   * {@code System.exit} at the same moment. All hooks have been started when it is.
   */
  boolean isUnderWay() {
    Thread.State state = main.getState();
    while (state != Thread.State.WAITING) {
      if (state == Thread.State.BLOCKED && !runsHooks()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
      state = main.getState();
    }
    return true;
  }

  private boolean runsHooks() {
    for (StackTraceElement frame : main.getStackTrace()) {
      if (frame.getClassName().equals(HOOKS)) {
        return true;
      }
    }
    return false;
  }

  /** Waits for the other hooks, and for the threads that they started. */
  void awaitOtherHooks() {
    LiveThreads.joinAllBut(main, Thread.currentThread());
  }

  /**
   * Returns whether the calling hook is the last: a daemon that was started meanwhile may be one,
   * too.
   */
  boolean isComplete() {
    Thread self = Thread.currentThread();
    for (Thread thread : LiveThreads.now()) {
      if (thread != self && mayHaveMoreToDo(thread)) {
        return false;
      }
    }
    return true;
  }

  private boolean mayHaveMoreToDo(Thread thread) {
    return !before.contains(thread) || thread.getName().equals(ATTACH_LISTENER);
  }
}
