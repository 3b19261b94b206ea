package io.troupe.internal.queue;

import com.google.protobuf.ByteString;
import java.util.List;

/** Items that were received and are not all taken yet. Not thread-safe. */
final class AheadBatch {
  private final long id;
  private final List<ByteString> items;
  private int taken;

  AheadBatch(long id, List<ByteString> items) {
    this.id = id;
    this.items = items;
  }

  long id() {
    return id;
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
