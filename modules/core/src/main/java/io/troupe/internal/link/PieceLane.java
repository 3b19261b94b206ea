package io.troupe.internal.link;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of large frames, first in first out. Each large frame has at most two here, so they take
 * turns. Not thread-safe: guarded by the lock of its {@link Outbox}.
 */
final class PieceLane implements Lane {
  private static final int MOST_FREE = 4;

  private final ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>();
  private final Set<ByteBuffer> unwritten = Collections.newSetFromMap(new IdentityHashMap<>());
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

  void append(ByteBuffer piece) {
    pieces.add(piece);
    unwritten.add(piece);
  }

  @Override
  public @Nullable ByteBuffer take() {
    return pieces.poll();
  }

  @Override
  public void written(ByteBuffer piece) {
    unwritten.remove(piece);
  }

  /** Returns how many pieces are not written yet. */
  int pending() {
    return unwritten.size();
  }

  boolean isUnwritten(ByteBuffer piece) {
    return unwritten.contains(piece);
  }

  /** Returns an empty buffer for a piece. */
  ByteBuffer takeBuffer(int size) {
    ByteBuffer buffer = free.poll();
    return buffer == null ? ByteBuffer.allocateDirect(size) : buffer.clear();
  }

  /** Takes back a buffer that is not in use any more. */
  void returnBuffer(ByteBuffer buffer) {
    if (free.size() < MOST_FREE) {
      free.add(buffer);
    }
  }
}
