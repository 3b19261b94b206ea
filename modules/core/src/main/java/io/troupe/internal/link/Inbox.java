package io.troupe.internal.link;

import io.troupe.internal.link.transport.FrameReader;
import io.troupe.internal.link.transport.MalformedFrameException;
import io.troupe.internal.link.transport.Transport;
import io.troupe.internal.wait.SpinWait;
import io.troupe.proto.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Reads frames until the stream ends and hands them to the handler: on the link's reader, or on a
 * thread that waits for one of them, one at a time.
 */
final class Inbox {
  private static final long LINGERING_NANOS = 1_000_000;

  private final Transport transport;
  private final FrameReader reader;
  private final Rings rings;
  private final FrameHandler handler;
  private final SpinWait spinWait;
  private final ReadingTurn turn;

  Inbox(
      Transport transport,
      FrameReader reader,
      Rings rings,
      SpinWait spinWait,
      FrameHandler handler,
      ReadingTurn turn) {
    this.transport = transport;
    this.reader = reader;
    this.rings = rings;
    this.spinWait = spinWait;
    this.handler = handler;
    this.turn = turn;
  }

  /**
   * Returns at the end of the stream. An exception of the handler comes out as it is. For the
   * link's reader.
   */
  void readAll() throws Throwable {
    do {
      deliver();
      while (turn.isWished()) {
        turn.lend();
        deliver();
      }
    } while (fill());
    if (reader.insideFrame()) {
      throw new EOFException("the stream ended inside a frame");
    }
  }

  /**
   * Reads on a thread that waits, if it is free to: see {@link Link#readUntil}.
   *
   * @param nanos how long, at least 0; {@link Long#MAX_VALUE} is for ever
   */
  boolean readUntil(BooleanSupplier over, long nanos) throws InterruptedException {
    if (turn.isLingering() || !turn.tryTake(over)) {
      return over.getAsBoolean();
    }
    try {
      return read(over, nanos, System.nanoTime());
    } catch (IOException | RuntimeException | Error e) {
      turn.fail(e);
      return over.getAsBoolean();
    } finally {
      turn.leave();
    }
  }

  private boolean read(BooleanSupplier over, long nanos, long start)
      throws IOException, InterruptedException {
    deliver();
    while (!over.getAsBoolean()) {
      long left = nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start);
      if (left <= 0 || turn.isLingering()) {
        return false;
      }
      if (!fill(left)) {
        turn.recall();
        return over.getAsBoolean();
      }
      deliver();
    }
    return true;
  }

  /** Waits a while for bytes; returns false at the end of the stream. */
  private boolean fill(long nanos) throws IOException, InterruptedException {
    Fill fill = new Fill();
    if (!fill.holds() && !spinWait.spin(fill)) {
      transport.awaitReadableInterruptibly(nanos == Long.MAX_VALUE ? 0 : nanos);
    }
    return fill.count >= 0;
  }

  private void deliver() throws IOException {
    for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
      if (frame.hasHandshake()) {
        throw new MalformedFrameException("a frame of the handshake after the handshake");
      }
      if (!frame.hasLink() || !rings.take(frame.getLink())) {
        handler.onFrame(frame);
      }
    }
  }

  /** Waits for bytes; returns whether there are any, false at the end of the stream. */
  private boolean fill() throws IOException {
    Fill fill = new Fill();
    while (!fill.holds() && !await(fill)) {
      // Nothing yet.
    }
    return fill.count > 0;
  }

  /** Waits for a while or until woken; returns whether the condition is known to hold. */
  private boolean await(Fill fill) throws IOException {
    if (turn.isLingering()) {
      Thread.interrupted(); // an interrupted thread would not park
      LockSupport.parkNanos(LINGERING_NANOS);
      return false;
    }
    if (spinWait.spin(fill)) {
      return true;
    }
    transport.awaitReadable(0);
    return false;
  }

  private final class Fill implements SpinWait.Condition<IOException> {
    private int count;

    @Override
    public boolean holds() throws IOException {
      count = reader.fill();
      return count != 0;
    }
  }
}
