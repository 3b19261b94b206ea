package io.troupe.internal.link;

import com.google.protobuf.CodedOutputStream;
import io.troupe.proto.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Frames of one rank, encoded and packed into chunks, first in first out. A frame never straddles two chunks, so that
 * after each chunk another lane may have its turn. Not thread-safe: guarded by the lock of its {@link Outbox}.
 */
final class FrameLane implements Lane {
  private final int chunkSize;
  private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>();
  private @Nullable ByteBuffer spare;

  // Bytes since the link began.
  private long appended;
  private long written;

  FrameLane(int chunkSize) {
    this.chunkSize = chunkSize;
  }

  /** Appends a frame whose encoding has {@code size} bytes. */
  void append(Frame frame, int size) {
    ByteBuffer chunk = chunkWithRoom(FrameFormat.HEADER + size);
    int start = chunk.position();
    encode(frame, chunk.array(), chunk.arrayOffset() + start + FrameFormat.HEADER, size);
    chunk.putInt(start, size);
    chunk.position(start + FrameFormat.HEADER + size);
    appended += FrameFormat.HEADER + size;
  }

  @Override
  public @Nullable ByteBuffer take() {
    ByteBuffer chunk = chunks.poll();
    return chunk == null ? null : chunk.flip();
  }

  @Override
  public void written(ByteBuffer chunk) {
    written += chunk.limit();
    if (chunk.capacity() == chunkSize) {
      spare = chunk.clear();
    }
  }

  /** Bytes appended and not yet written. */
  long pending() {
    return appended - written;
  }

  long appended() {
    return appended;
  }

  long written() {
    return written;
  }

  private ByteBuffer chunkWithRoom(int needed) {
    ByteBuffer last = chunks.peekLast();
    if (last != null && last.remaining() >= needed) {
      return last;
    }
    ByteBuffer fresh = newChunk(needed);
    chunks.add(fresh);
    return fresh;
  }

  private ByteBuffer newChunk(int needed) {
    ByteBuffer reused = spare;
    if (reused == null || needed > chunkSize) {
      return ByteBuffer.allocate(Math.max(needed, chunkSize));
    }
    spare = null;
    return reused;
  }

  private static void encode(Frame frame, byte[] into, int offset, int size) {
    try {
      frame.writeTo(CodedOutputStream.newInstance(into, offset, size));
    } catch (IOException e) {
      throw new UncheckedIOException("A frame changed while it was encoded", e);
    }
  }
}
