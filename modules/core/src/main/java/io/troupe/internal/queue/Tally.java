package io.troupe.internal.queue;

/** How many items of a batch its receiver has taken, where that can be seen without asking. */
@FunctionalInterface
interface Tally {
  /** For callers that send word of what they take, or whose death ends the queue too. */
  Tally NONE = () -> 0;

  int taken();
}
