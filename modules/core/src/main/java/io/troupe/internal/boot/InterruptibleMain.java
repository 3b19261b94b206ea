package io.troupe.internal.boot;

import java.util.concurrent.Callable;

/**
 * The main thread while it runs the program's code: an interrupt reaches it then and only then, so
 * that none leaks into the code around. One that comes before is kept for it. Thread-safe.
 */
final class InterruptibleMain {
  private final Thread thread = Thread.currentThread();
  private boolean early = true;
  private boolean running;
  private boolean kept;

  /** Interrupts the code as soon as it runs; without effect after it. */
  synchronized void interrupt() {
    if (running) {
      thread.interrupt();
    }
    kept = early;
  }

  /** Runs {@code code} on the calling thread, which must be the main thread. */
  <T> T run(Callable<T> code) throws Exception {
    begin();
    try {
      return code.call();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    early = false;
    running = true;
    if (kept) {
      thread.interrupt();
    }
  }

  private synchronized void end() {
    running = false;
    Thread.interrupted();
  }
}
