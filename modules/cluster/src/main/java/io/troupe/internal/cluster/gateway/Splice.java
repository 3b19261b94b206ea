package io.troupe.internal.cluster.gateway;

import io.troupe.internal.log.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Two connections as one. The end of one is that of the other, once what had come before has been
 * passed on: no stream of Troupe's is half closed. For the thread of the splicer.
 */
final class Splice {
  private static final Log log = Log.of(Splice.class);
  private static final int BUFFER_BYTES = 64 << 10;

  private final Direction there;
  private final Direction back;
  private @Nullable SelectionKey oneKey;
  private @Nullable SelectionKey otherKey;

  Splice(Side one, Side other) {
    there = new Direction(one, other);
    back = new Direction(other, one);
  }

  /** What comes from one side on its way to the other. */
  private static final class Direction {
    private final Side from;
    private final Side to;

    /** From position to limit. */
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);

    private boolean written = true;
    private boolean ended;

    Direction(Side from, Side to) {
      this.from = from;
      this.to = to;
    }

    /** Returns whether anything moved. */
    boolean move() throws IOException {
      boolean moved = false;
      if (!ended && !bytes.hasRemaining() && written) {
        bytes.clear();
        int count = from.read(bytes);
        bytes.flip();
        ended = count < 0;
        moved = count != 0;
      }
      if (bytes.hasRemaining() || !written) {
        int before = bytes.remaining();
        written = to.write(bytes);
        moved |= bytes.remaining() < before;
      }
      return moved;
    }

    boolean isOver() {
      return ended && written && !bytes.hasRemaining();
    }

    boolean wantsToRead() {
      return !ended && written && !bytes.hasRemaining();
    }

    boolean wantsToWrite() {
      return bytes.hasRemaining() || !written;
    }
  }

  void register(Selector selector) {
    try {
      oneKey = there.from.socket().register(selector, 0, this);
      otherKey = back.from.socket().register(selector, 0, this);
      move();
    } catch (ClosedChannelException e) {
      close();
    }
  }

  /** Passes on what can be, and waits for what cannot. */
  void move() {
    try {
      boolean moved;
      do {
        moved = there.move();
        moved |= back.move();
      } while (moved);
      if (there.isOver() || back.isOver()) {
        close();
      } else {
        await(oneKey, there, back);
        await(otherKey, back, there);
      }
    } catch (IOException | CancelledKeyException e) {
      log.debug("A connection between machines ended", e);
      close();
    }
  }

  /**
   * Has the selector tell of one side.
   *
   * @param in what comes from it
   * @param out what goes to it
   */
  private static void await(@Nullable SelectionKey key, Direction in, Direction out) {
    boolean needsInput = out.wantsToWrite() && out.to.needsInput();
    int read = in.wantsToRead() || needsInput ? SelectionKey.OP_READ : 0;
    int write = out.wantsToWrite() && !needsInput ? SelectionKey.OP_WRITE : 0;
    if (key != null) {
      key.interestOps(read | write);
    }
  }

  void close() {
    there.from.close();
    back.from.close();
  }
}
