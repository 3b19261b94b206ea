package io.troupe.internal.cluster.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way out of a line. The first that has something to send writes what others leave
 * here meanwhile, too. When the socket is full the line's thread goes on. Thread-safe.
 */
final class OutgoingMail {
  /** What is over this is refused, unless it is the only one that waits. */
  static final int MOST_WAITING_BYTES = 8 << 20;

  private static final byte[] PULSE = {};
  private static final int CHUNK_BYTES = 16 << 10;

  private final Side side;
  private final Runnable stuckHandler;

  // Guarded by this.
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean writing;

  // These belong to the one that writes.
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).limit(0);
  private @Nullable ByteBuffer large;
  private boolean pushed = true;

  private volatile boolean stuck;

  /** @param stuckHandler is called when the line's thread has to {@linkplain #goOn go on} */
  OutgoingMail(Side side, Runnable stuckHandler) {
    this.side = side;
    this.stuckHandler = stuckHandler;
  }

  /** Says that this side is there, if nothing else is on its way. */
  void pulse() {
    synchronized (this) {
      if (writing) {
        return;
      }
    }
    offer(PULSE);
  }

  boolean offer(byte[] mail) {
    synchronized (this) {
      if (!waiting.isEmpty() && waitingBytes + mail.length > MOST_WAITING_BYTES) {
        return false;
      }
      waiting.add(mail);
      waitingBytes += mail.length;
      if (writing) {
        return true;
      }
      writing = true;
    }
    write();
    return true;
  }

  /** Returns whether the socket was full when something was to be written last. */
  boolean isStuck() {
    return stuck;
  }

  /** Goes on with what the socket had no room for. For the line's thread. */
  void goOn() {
    if (stuck) {
      stuck = false;
      write();
    }
  }

  /** The right to write is given back here, or left to the line's thread. */
  private void write() {
    try {
      while (push()) {
        if (!fill()) {
          return;
        }
      }
      stuck = true;
      stuckHandler.run();
    } catch (IOException e) {
      side.close(); // the line's thread finds out; nothing is written any more
    }
  }

  /** Writes what was taken; returns whether all of it has left. */
  private boolean push() throws IOException {
    ByteBuffer next = large == null ? chunk : large;
    if (next.hasRemaining() || !pushed) {
      pushed = side.write(next);
    }
    return pushed;
  }

  /** Takes what waits: as many small ones as fit, or a large one. Returns whether anything did. */
  private synchronized boolean fill() {
    large = null;
    chunk.clear();
    while (!waiting.isEmpty() && large == null) {
      byte[] mail = waiting.peek();
      if (chunk.remaining() < Integer.BYTES + mail.length) {
        if (chunk.position() > 0) {
          break;
        }
        large = ByteBuffer.allocate(Integer.BYTES + mail.length);
        large.putInt(mail.length).put(mail).flip();
      } else {
        chunk.putInt(mail.length).put(mail);
      }
      waiting.remove();
      waitingBytes -= mail.length;
    }
    chunk.flip();
    writing = large != null || chunk.hasRemaining();
    return writing;
  }
}
