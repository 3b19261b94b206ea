package io.troupe.internal.queue;

import io.troupe.internal.object.Caller;
import org.jspecify.annotations.Nullable;

/**
 * How much travels to a consumer at once: ever more, while one process alone drains the queue. Not
 * thread-safe.
 */
final class Draining {
  /** No batch has more items. */
  private static final int LARGEST_BATCH = 256;

  /** No batch goes on beyond so many bytes; within this process they are not copied. */
  private static final int BATCH_BYTES = 64 << 10;

  private static final int LOCAL_BATCH_BYTES = 4 << 20;

  /** So many gets in a row, by one process, show that it drains the queue. */
  private static final int ENOUGH = 2;

  private static final int FASTEST_GROWTH = 8;

  private @Nullable Caller last;
  private int run;

  /** A process gets. */
  void count(Caller caller) {
    run = caller == last ? run + 1 : 0;
    last = caller;
  }

  /** Returns how many items may go to it now. */
  int mostItems(Caller caller) {
    if (caller != last || run < ENOUGH) {
      return 1;
    }
    return Math.min(LARGEST_BATCH, 1 << Math.min(run, FASTEST_GROWTH));
  }

  static int mostBytes(Caller caller) {
    return caller.isLocal() ? LOCAL_BATCH_BYTES : BATCH_BYTES;
  }
}
