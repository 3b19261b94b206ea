package io.troupe.internal.logs.host;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.SubstituteLoggerFactory;

/**
 * The logging of this program, once it is there: while one thread prepares it, SLF4J gives the
 * others substitutes.
 */
final class ProgramLogging {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private ProgramLogging() {}

  /**
   * Waits for it, but not for ever: it may be this thread that prepares it, and starts a process
   * for that.
   */
  static ILoggerFactory await() {
    long begin = System.nanoTime();
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    while (factory instanceof SubstituteLoggerFactory
        && System.nanoTime() - begin < PATIENCE_NANOS) {
      LockSupport.parkNanos(LOOK_NANOS);
      factory = LoggerFactory.getILoggerFactory();
    }
    return factory;
  }
}
