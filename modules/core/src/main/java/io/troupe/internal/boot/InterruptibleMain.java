package io.troupe.internal.boot;

import java.util.concurrent.Callable;

/**
 * The main thread while it runs the program's code: an interrupt reaches it then and only then, so that none is lost in, or
 * leaks into, the code around. Thread-safe.
 */
final class InterruptibleMain {
  private final Thread thread = Thread.currentThread();
  private boolean running;

  /** Interrupts the code that runs; without effect before and after it. */
  synchronized void interrupt() {
    if (running) {
      thread.interrupt();
    }
  }

  /** Runs {@code code} on the calling thread, which must be the main thread. */
  <T> T run(Callable<T> code) throws Exception {
    setRunning(true);
    try {
      return code.call();
    } finally {
      setRunning(false);
      Thread.interrupted();
    }
  }

  private synchronized void setRunning(boolean running) {
    this.running = running;
  }
}
