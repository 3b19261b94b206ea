package io.troupe.internal.logs.child;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the host on a thread of its own, made when it is first needed: the thread that logs may
 * hold what the link to the host needs, and must not wait for it. Thread-safe.
 */
final class LogWaker {
  private volatile @Nullable Runnable wake;
  private volatile boolean due;
  private @Nullable Thread thread; // guarded by this

  void wakeBy(Runnable how) {
    wake = how;
    if (due) {
      wake();
    }
  }

  void wake() {
    due = true;
    if (wake != null) {
      LockSupport.unpark(thread());
    }
  }

  private synchronized Thread thread() {
    if (thread == null) {
      thread = new Thread(this::run, "troupe-logs");
      thread.setDaemon(true);
      thread.start();
    }
    return thread;
  }

  private void run() {
    while (true) {
      Runnable how = wake;
      if (due && how != null) {
        due = false;
        how.run();
      } else {
        LockSupport.park(this);
      }
    }
  }
}
