package io.troupe.internal.queue;

import com.google.protobuf.ByteString;

/**
 * Something in a queue.
 *
 * @param id its number in the order in which items were put, by which it finds its place again
 * @param payload its encoding
 */
record Item(long id, ByteString payload) {
  int bytes() {
    return payload.size();
  }
}
