package io.troupe.internal.subprocess;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a program writes. Buffered; a read can be interrupted, and closed by another thread.
 * Thread-safe, as the JDK's streams of processes are.
 */
public final class PipeInput extends InputStream {
  private static final int BUFFER_BYTES = 8192;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Pipe.SourceChannel channel;
  private final Readiness readiness;
  private final ReentrantLock reading = new ReentrantLock();
  private ByteBuffer kept = NOTHING;

  PipeInput(Pipe.SourceChannel channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    readiness = new Readiness(channel, SelectionKey.OP_READ);
  }

  /** Has it closed once it is not reachable any more; the JDK closes such channels never. */
  public void closeWhenForgotten() {
    Forgotten.close(this, channel, readiness);
  }

  public Pipe.SourceChannel channel() {
    return channel;
  }

  /** Reads what is there without waiting: -1 at the end, 0 if nothing is. */
  public int readNow(ByteBuffer into) throws IOException {
    reading.lock();
    try {
      if (!kept.hasRemaining()) {
        return channel.read(into);
      }
      int count = Math.min(kept.remaining(), into.remaining());
      into.put(kept.slice(kept.position(), count));
      kept.position(kept.position() + count);
      return count;
    } finally {
      reading.unlock();
    }
  }

  /**
   * Reads what is there for a later read: -1 at the end, 0 if nothing is or another thread reads
   * just now.
   *
   * @param piece any buffer
   */
  public int keepNow(ByteBuffer piece) throws IOException {
    if (!reading.tryLock()) {
      return 0;
    }
    try {
      int count = channel.read(piece.clear());
      if (count > 0) {
        keep(piece.flip());
      }
      return count;
    } finally {
      reading.unlock();
    }
  }

  private void keep(ByteBuffer piece) {
    int all = kept.remaining() + piece.remaining();
    if (all > kept.capacity()) {
      kept = ByteBuffer.allocate(Math.max(all, 2 * kept.capacity())).put(kept);
    } else {
      kept.compact();
    }
    kept.put(piece).flip();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    reading.lock();
    try {
      if (!await()) {
        return -1;
      }
      int count = Math.min(kept.remaining(), length);
      kept.get(into, offset, count);
      return count;
    } finally {
      reading.unlock();
    }
  }

  /** Waits until something is kept; returns false at the end. */
  private boolean await() throws IOException {
    while (!kept.hasRemaining()) {
      int count = fill();
      if (count < 0) {
        return false;
      }
      if (count == 0) {
        readiness.await();
      }
    }
    return true;
  }

  @Override
  public int available() throws IOException {
    reading.lock();
    try {
      if (!kept.hasRemaining()) {
        fill();
      }
      return kept.remaining();
    } finally {
      reading.unlock();
    }
  }

  private int fill() throws IOException {
    if (kept.capacity() == 0) {
      kept = ByteBuffer.allocate(BUFFER_BYTES);
    }
    kept.clear();
    try {
      return channel.read(kept);
    } finally {
      kept.flip();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    readiness.close(); // the channel is open for as long as a selector knows it
  }
}
