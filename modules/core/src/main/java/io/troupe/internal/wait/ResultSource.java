package io.troupe.internal.wait;

import java.util.function.BooleanSupplier;

/** Where results come from, if a thread that waits for one can fetch it itself. */
public interface ResultSource {

  /**
   * Fetches results on this thread until {@code over} holds, if no other thread does.
   *
   * @param nanos how long at most, at least 0; {@link Long#MAX_VALUE} is for ever
   * @return whether {@code over} holds
   */
  boolean readUntil(BooleanSupplier over, long nanos) throws InterruptedException;

  /** Has the thread that fetches look again whether it is over. Does not block. */
  void wake();

  /**
   * Has the source fetch on a thread of its own from now on, for a thread that waits in another
   * way. Does not block.
   */
  default void recall() {}
}
