package io.troupe.internal.subprocess;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.Objects;

/**
 * What a program reads. Buffered unless that is not wanted; a write can be interrupted, and closed
 * by another thread. Thread-safe, as the JDK's streams of processes are.
 */
public final class PipeOutput extends OutputStream {
  private static final int BUFFER_BYTES = 8192;

  private final Pipe.SinkChannel channel;
  private final Readiness readiness;
  private final ByteBuffer kept;

  PipeOutput(Pipe.SinkChannel channel, boolean unbuffered) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    readiness = new Readiness(channel, SelectionKey.OP_WRITE);
    kept = ByteBuffer.allocate(unbuffered ? 0 : BUFFER_BYTES);
  }

  /**
   * Has it closed, without a flush, once it is not reachable any more; the JDK closes such channels
   * never.
   */
  public void closeWhenForgotten() {
    Forgotten.close(this, channel, readiness);
  }

  public Pipe.SinkChannel channel() {
    return channel;
  }

  /** Takes what was written to this stream and is not in the pipe yet. */
  public synchronized byte[] takeKept() {
    byte[] taken = new byte[kept.flip().remaining()];
    kept.get(taken).clear();
    return taken;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length > kept.remaining()) {
      flush();
    }
    if (length > kept.remaining()) {
      writeAll(ByteBuffer.wrap(bytes, offset, length));
    } else {
      kept.put(bytes, offset, length);
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    kept.flip();
    try {
      writeAll(kept);
    } finally {
      kept.compact();
    }
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        readiness.await();
      }
    }
  }

  /** Flushes, if it is open, and closes. */
  @Override
  public void close() throws IOException {
    try {
      if (channel.isOpen()) {
        flush();
      }
    } finally {
      abandon();
    }
  }

  /** Closes without a flush; never waits. */
  public void abandon() throws IOException {
    channel.close();
    readiness.close(); // the channel is open for as long as a selector knows it
  }
}
