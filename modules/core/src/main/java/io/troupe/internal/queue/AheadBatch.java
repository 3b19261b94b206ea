package io.troupe.internal.queue;

import com.google.protobuf.ByteString;
import java.util.List;

/** Items that were received and are not all taken yet. Not thread-safe. */
final class AheadBatch {
  private final long id;
  private final int slot;
  private final List<ByteString> items;
  private int taken;

  /** @param slot where it is counted what is taken; -1 for nowhere */
  AheadBatch(long id, int slot, List<ByteString> items) {
    this.id = id;
    this.slot = slot;
    this.items = items;
  }

  long id() {
    return id;
  }

  int slot() {
    return slot;
  }

  int size() {
    return items.size();
  }

  int taken() {
    return taken;
  }

  boolean isEmpty() {
    return taken == items.size();
  }

  ByteString take() {
    return items.get(taken++);
  }
}
