package io.troupe.internal.process;

import io.troupe.internal.process.child.Child;
import io.troupe.internal.process.launch.ChildSpec;
import java.util.concurrent.CompletionStage;

/** Starts child JVMs: from a spare where one fits, else anew. Thread-safe. */
public interface Children {

  /**
   * Starts a child and links it. Returns at once.
   *
   * @param name stands before the lines of prefixed output and in messages
   */
  Starting start(ChildSpec spec, String name);

  /** A child from its start until it is linked. */
  interface Starting {
    /**
     * Completes with the child once it is linked; fails with
     * {@link io.troupe.ProcessStartException}.
     */
    CompletionStage<Child> linked();

    /** Sends SIGKILL, linked or not. */
    void kill();
  }

  /**
   * Checks that a JVM accepts the options of {@code spec}. Blocks for some ten milliseconds when it
   * sees them first.
   *
   * @throws io.troupe.ProcessStartException with the JVM's own words, if it does not
   */
  void check(ChildSpec spec);

  /** Keeps a spare that fits {@code spec} ready until the reservation is closed. */
  Reservation reserve(ChildSpec spec);

  /** A spare that was reserved. */
  interface Reservation extends AutoCloseable {
    @Override
    void close();
  }
}
