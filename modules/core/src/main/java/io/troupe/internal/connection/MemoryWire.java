package io.troupe.internal.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The stream from a writer to a reader of the same process: in memory, with as much room as a
 * socket has. Both close it; what the writer wrote before can still be read. Thread-safe.
 */
final class MemoryWire implements Wire {
  private static final int ROOM_BYTES = 1 << 20;

  private final Runnable wakeReader;
  private final Runnable wakeWriter;

  // All guarded by this.
  private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
  private int bytes;
  private boolean closed;

  MemoryWire(Runnable wakeReader, Runnable wakeWriter) {
    this.wakeReader = wakeReader;
    this.wakeWriter = wakeWriter;
  }

  @Override
  public int read(ByteBuffer target) {
    int count = take(target);
    if (count > 0) {
      wakeWriter.run();
    }
    return count;
  }

  private synchronized int take(ByteBuffer target) {
    int before = target.position();
    while (target.hasRemaining() && !chunks.isEmpty()) {
      takeFrom(chunks.element(), target);
    }
    int count = target.position() - before;
    bytes -= count;
    return count == 0 && closed ? -1 : count;
  }

  private void takeFrom(ByteBuffer chunk, ByteBuffer target) {
    int count = Math.min(chunk.remaining(), target.remaining());
    target.put(target.position(), chunk, chunk.position(), count);
    target.position(target.position() + count);
    chunk.position(chunk.position() + count);
    if (!chunk.hasRemaining()) {
      chunks.remove();
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int count = put(source);
    if (count > 0) {
      wakeReader.run();
    }
    return count;
  }

  private synchronized int put(ByteBuffer source) throws IOException {
    if (closed) {
      throw new IOException("the reader is gone");
    }
    int count = Math.min(source.remaining(), ROOM_BYTES - bytes);
    if (count > 0) {
      byte[] chunk = new byte[count];
      source.get(chunk);
      chunks.add(ByteBuffer.wrap(chunk));
      bytes += count;
    }
    return count;
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public @Nullable SelectableChannel channel() {
    return null;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    wakeReader.run();
    wakeWriter.run();
  }
}
