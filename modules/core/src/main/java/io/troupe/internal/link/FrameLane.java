package io.troupe.internal.link;

import io.troupe.internal.link.transport.FrameEncoder;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.proto.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Frames of one rank, encoded and packed into chunks, first in first out. A frame never straddles
 * two chunks, so that after each chunk another lane may have its turn. Not thread-safe: guarded by
 * the lock of its {@link Outbox}.
 */
final class FrameLane implements Lane {
  private final int chunkSize;
  private final int mostFree;
  private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>();
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
  private final FrameEncoder encoder = new FrameEncoder();

  // Bytes since the link began.
  private long appended;
  private long written;

  FrameLane(int chunkSize, int mostFree) {
    this.chunkSize = chunkSize;
    this.mostFree = mostFree;
  }

  /** Appends a frame whose encoding has {@code size} bytes. */
  void append(Frame frame, int size) {
    ByteBuffer chunk = chunkWithRoom(FrameFormat.HEADER + size);
    ByteBuffer rest = chunk.duplicate(); // what fails leaves no part of a frame behind
    try {
      encoder.encode(frame, size, new Output(rest));
    } catch (IOException e) {
      throw new UncheckedIOException("A frame changed while it was encoded", e);
    }
    chunk.position(rest.position());
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
    if (chunk.capacity() == chunkSize && free.size() < mostFree) {
      free.push(chunk.clear());
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
    if (needed > chunkSize) {
      return ByteBuffer.allocate(needed);
    }
    ByteBuffer reused = free.poll();
    return reused == null ? ByteBuffer.allocateDirect(chunkSize) : reused;
  }

  private static final class Output extends OutputStream {
    private final ByteBuffer chunk;

    Output(ByteBuffer chunk) {
      this.chunk = chunk;
    }

    @Override
    public void write(int b) {
      chunk.put((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      chunk.put(bytes, offset, length);
    }
  }
}
