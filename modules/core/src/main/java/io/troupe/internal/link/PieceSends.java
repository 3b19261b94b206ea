package io.troupe.internal.link;

import io.troupe.proto.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** How large frames get into an outbox, in pieces. Thread-safe. */
final class PieceSends {
  /**
   * The other side is stopped when it has taken nothing for so long: more than for small frames,
   * for what does not wait costs as much memory as a large frame has bytes.
   */
  private static final long STOPPED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Outbox outbox;
  private final Lock lock;
  private final Lanes lanes; // guarded by the lock
  private final OutboxWaits waits;
  private final AtomicInteger streams = new AtomicInteger();

  PieceSends(Outbox outbox, Lock lock, Lanes lanes, OutboxWaits waits) {
    this.outbox = outbox;
    this.lock = lock;
    this.lanes = lanes;
    this.waits = waits;
  }

  /** Sends a large frame. Fails where only a part of it could be encoded. */
  void send(Frame frame, int size) throws IOException {
    new PieceStream(this, streams.incrementAndGet(), size).send(frame);
  }

  ByteBuffer takeBuffer(int size) {
    lock.lock();
    try {
      return lanes.pieces().takeBuffer(size);
    } finally {
      lock.unlock();
    }
  }

  void returnBuffers(ByteBuffer... buffers) {
    lock.lock();
    try {
      for (ByteBuffer buffer : buffers) {
        lanes.pieces().returnBuffer(buffer);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Enqueues an encoded piece, whose buffer must not be touched until it is written. */
  void sendPiece(ByteBuffer piece) {
    outbox.put(() -> lanes.pieces().append(piece));
  }

  /**
   * Waits until a piece is written, and returns whether it is; not for an other side that is
   * stopped, nor if interrupted.
   */
  boolean awaitWritten(ByteBuffer piece) {
    lock.lock();
    try {
      waits.forProgress(
          () -> !outbox.isClosed() && lanes.pieces().isUnwritten(piece),
          STOPPED_NANOS,
          lanes::settled);
      return isWrittenNow(piece);
    } finally {
      lock.unlock();
    }
  }

  boolean isWritten(ByteBuffer piece) {
    lock.lock();
    try {
      return isWrittenNow(piece);
    } finally {
      lock.unlock();
    }
  }

  private boolean isWrittenNow(ByteBuffer piece) {
    outbox.requireOpen();
    return !lanes.pieces().isUnwritten(piece);
  }

  /** Sends the frame that has the last piece. */
  void sendLast(Frame frame) {
    outbox.send(frame);
  }

  /** As {@link #sendLast}, ahead of which all pieces must leave that are here now. */
  void sendLastAfterPieces(Frame frame) {
    lock.lock();
    try {
      lanes.piecesFirst();
    } finally {
      lock.unlock();
    }
    outbox.send(frame);
  }
}
