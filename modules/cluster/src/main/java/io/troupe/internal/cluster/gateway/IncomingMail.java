package io.troupe.internal.cluster.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What comes by a line, cut into mails. Not thread-safe. */
final class IncomingMail {
  /** More than a mail has in which a leader sends all that it may at once. */
  private static final int LARGEST_BYTES = 256 << 20;

  private static final int BUFFER_BYTES = 64 << 10;

  private final Side side;
  private final Line.Reader reader;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);

  /** What has come of a mail that is not whole yet. */
  private byte @Nullable [] mail;

  private int filled;
  private boolean any;
  private boolean over;

  IncomingMail(Side side, Line.Reader reader) {
    this.side = side;
    this.reader = reader;
  }

  /** Returns whether the other side has ended the stream. */
  boolean isOver() {
    return over;
  }

  /** Reads what is there without waiting; returns whether there was anything. */
  boolean fill() throws IOException {
    int count = side.read(bytes);
    over = count < 0;
    any |= count > 0;
    return count != 0;
  }

  /** Hands on all that has come; returns whether anything has. */
  boolean takeAll() throws IOException {
    do {
      cut();
    } while (!over && fill());
    boolean came = any;
    any = false;
    return came;
  }

  private void cut() throws IOException {
    bytes.flip();
    while (mail != null || bytes.remaining() >= Integer.BYTES) {
      byte[] current = mail == null ? begun(bytes.getInt()) : mail;
      int count = Math.min(bytes.remaining(), current.length - filled);
      bytes.get(current, filled, count);
      filled += count;
      if (filled < current.length) {
        mail = current;
        break;
      }
      mail = null;
      filled = 0;
      if (current.length > 0) {
        reader.take(current);
      }
    }
    bytes.compact();
  }

  private static byte[] begun(int length) throws IOException {
    if (length < 0 || length > LARGEST_BYTES) {
      throw new IOException("no mail of " + length + " bytes");
    }
    return new byte[length];
  }
}
