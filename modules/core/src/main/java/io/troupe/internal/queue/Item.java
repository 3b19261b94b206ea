package io.troupe.internal.queue;

import com.google.protobuf.ByteString;

/**
 * Something in a queue.
 *
 * @param id its number in the order in which items were put, by which it finds its place again
 * @param payload its encoding
 */
record Item(long id, ByteString payload) {
  /** What an item takes up beside its encoding, in the owner of the queue. */
  private static final int OVERHEAD_BYTES = 96;

  /** Returns how much of a budget or a window an item takes, on both sides alike. */
  static long cost(ByteString payload) {
    return (long) payload.size() + OVERHEAD_BYTES;
  }

  long cost() {
    return cost(payload);
  }

  int bytes() {
    return payload.size();
  }
}
