package io.troupe.internal.process;

import java.util.concurrent.CompletionStage;

/** Starts child JVMs: from a spare where one fits, else anew. Thread-safe. */
public interface Children {

  /**
   * Starts a child and links it. Returns at once.
   *
   * @param name stands before the lines of prefixed output and in messages
   * @return the child once it is linked; fails with {@link io.troupe.ProcessStartException}
   */
  CompletionStage<Child> start(ChildSpec spec, String name);
}
