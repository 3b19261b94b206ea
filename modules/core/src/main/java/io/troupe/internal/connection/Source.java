package io.troupe.internal.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes that one writer sends into its messages: a 4-byte length, big endian, and as many
 * bytes. Never blocks. Not thread-safe: the caller holds the lock of the inbox.
 */
final class Source {
  /** The longest array that every JVM can make. */
  static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private static final int BUFFER_BYTES = 8192;
  // A message that says that it is longer gets its memory as its bytes arrive: a length alone must
  // not cost gigabytes.
  private static final int TRUSTED_BYTES = 1 << 20;
  private static final int UNKNOWN = -1;
  private static final byte[] NOTHING = {};

  private final Wire wire;
  // Bytes received and not yet taken, from position to limit.
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
  private int length = UNKNOWN;
  private byte[] body = NOTHING;
  private int filled;
  private boolean ended;
  private @Nullable IOException failure;

  Source(Wire wire) {
    this.wire = wire;
  }

  Wire wire() {
    return wire;
  }

  /** Whether the next message has begun to arrive: its length is known. */
  boolean begun() throws IOException {
    if (length == UNKNOWN && buffer.remaining() >= Integer.BYTES) {
      begin(buffer.getInt());
    }
    return length != UNKNOWN;
  }

  private void begin(int announced) throws IOException {
    if (announced < 0 || announced > MOST_BYTES) {
      abandon();
      throw new IOException("the peer announced a message of " + Integer.toUnsignedLong(announced)
          + " bytes; the most is " + MOST_BYTES);
    }
    length = announced;
    body = announced == 0 ? NOTHING : new byte[Math.min(announced, TRUSTED_BYTES)];
    filled = 0;
    takeBuffered();
  }

  private void takeBuffered() {
    int count = Math.min(buffer.remaining(), body.length - filled);
    buffer.get(body, filled, count);
    filled += count;
  }

  /** Returns the length of the message that has {@link #begun}. */
  int length() {
    return length;
  }

  /** Whether no byte will come any more. What arrived before may still be taken. */
  boolean ended() {
    return ended;
  }

  /**
   * Whether no whole message will come any more. The beginning of one, whose writer died, is worth
   * nothing.
   */
  boolean spent() throws IOException {
    return ended && !(begun() && filled == length);
  }

  /** Takes nothing more from this writer. */
  void abandon() {
    ended = true;
    length = UNKNOWN;
    buffer.limit(0);
  }

  /** Returns the message that has begun, once all of it is here; else null. */
  byte @Nullable [] take() {
    if (length == UNKNOWN || filled < length) {
      return null;
    }
    byte[] message = body;
    length = UNKNOWN;
    body = NOTHING;
    filled = 0;
    return message;
  }

  /** Returns what broke the wire; null after an orderly end. */
  @Nullable
  IOException failure() {
    return failure;
  }

  /** Reads once from the wire. Returns whether that brought anything. */
  boolean fill() {
    if (ended || filled == length) {
      return false;
    }
    int count = length == UNKNOWN ? fillBuffer() : fillBody();
    ended |= count < 0;
    return count > 0;
  }

  private int fillBuffer() {
    buffer.compact();
    try {
      return read(buffer);
    } finally {
      buffer.flip();
    }
  }

  private int fillBody() {
    if (filled == body.length) {
      body = Arrays.copyOf(body, (int) Math.min(length, 2L * body.length));
    }
    int count = read(ByteBuffer.wrap(body, filled, body.length - filled));
    filled += Math.max(0, count);
    return count;
  }

  // A writer that is killed may reset the connection: that is an end like any other, only with a
  // cause.
  private int read(ByteBuffer target) {
    try {
      return wire.read(target);
    } catch (IOException e) {
      failure = e;
      return -1;
    }
  }
}
