package io.troupe.internal.cluster.replica;

import io.troupe.internal.cluster.call.Limits;
import io.troupe.internal.cluster.call.ReplicaCalls.Part;

/** Adds up how much is in a part. */
final class Room {
  private long bytes;

  /** Takes note of what is in it, unless its key is that which is to be put. */
  void take(String key, String put, int valueBytes) {
    if (!key.equals(put)) {
      bytes += Limits.entryBytes(key, valueBytes);
    }
  }

  /** Requires that there is room for more. */
  void require(Part part, String key, int valueBytes) {
    long added = Limits.entryBytes(key, valueBytes);
    if (bytes + added > Limits.PART_BYTES) {
      throw new IllegalStateException("The " + part + " has no room for a key of " + key.length()
          + " bytes with a value of " + valueBytes + ": of the " + Limits.PART_BYTES
          + " bytes of its part, " + bytes + " are taken, and this needs " + added
          + "; replicated objects are for what is small, a queue or a manager takes more");
    }
  }
}
