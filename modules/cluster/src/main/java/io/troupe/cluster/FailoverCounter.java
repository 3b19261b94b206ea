package io.troupe.cluster;

/**
 * A number that a majority of the voters agrees on. See {@link Failover} for what it survives, and
 * what its calls throw. Thread-safe.
 */
public interface FailoverCounter {

  /**
   * Adds a number, which may be negative; returns the sum.
   *
   * @throws ArithmeticException if that is no {@code long}; nothing was added
   */
  long add(long amount);

  /** Adds 1; returns the sum. */
  default long increment() {
    return add(1);
  }

  /** Returns the value. */
  long value();

  /** Sets it if it has the expected value; returns whether it had. */
  boolean compareAndSet(long expected, long value);
}
