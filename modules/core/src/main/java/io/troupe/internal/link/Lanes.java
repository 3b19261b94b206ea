package io.troupe.internal.link;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What waits in an outbox, and which chunk of it goes next: control frames always first, then a
 * chunk of ordinary frames and a piece of a large one by turns. Not thread-safe: guarded by the
 * lock of its {@link Outbox}.
 */
final class Lanes {
  /** Bytes that wait in here before senders must wait too. */
  static final int ROOM = 1 << 20;

  /** Pieces that wait in here, as many large frames at once have them, before there is no room. */
  private static final int MOST_PIECES = 32;

  private static final int DATA_CHUNK = 64 << 10;
  private static final int CONTROL_CHUNK = 4 << 10;

  private final FrameLane control = new FrameLane(CONTROL_CHUNK, 1);
  private final FrameLane data = new FrameLane(DATA_CHUNK, ROOM / DATA_CHUNK);
  private final PieceLane pieces = new PieceLane();
  private final LastLane last = new LastLane();
  private @Nullable Lane current;
  private boolean piecesNext;

  /** Whether a frame among the others must not leave before all pieces that there are. */
  private boolean piecesFirst;

  /** Counts chunks, to tell whether the other side still takes any. */
  private long settled;

  /** Returns the lane of frames that go ahead of all others. */
  FrameLane control() {
    return control;
  }

  /** Returns the lane of ordinary frames. */
  FrameLane data() {
    return data;
  }

  /** Returns the lane of pieces of large frames. */
  PieceLane pieces() {
    return pieces;
  }

  /** Returns the lane of the last frame that goes one way. */
  LastLane last() {
    return last;
  }

  /** Has all pieces leave that are here now before anything but control frames. */
  void piecesFirst() {
    piecesFirst = true;
  }

  /** Returns whether ordinary frames have to wait for room. */
  boolean isDataFull() {
    return data.pending() >= ROOM;
  }

  /** Returns whether frames, of any size, have to wait for room. */
  boolean isFull() {
    return isDataFull() || pieces.pending() > MOST_PIECES;
  }

  /** Returns how many chunks have left. */
  long settled() {
    return settled;
  }

  /**
   * Takes note that the chunk taken last was written.
   *
   * @return whether senders that wait are to wake: when half the room is free, for many frames at a
   *     time
   */
  boolean written(ByteBuffer chunk) {
    boolean tight = data.pending() > ROOM / 2;
    if (current != null) {
      current.written(chunk);
      settled++;
    }
    return tight && data.pending() <= ROOM / 2;
  }

  /** Takes the chunk that goes next, or null. */
  @Nullable
  ByteBuffer take() {
    ByteBuffer chunk = take(last);
    chunk = chunk == null ? take(control) : chunk;
    return chunk == null ? takeByTurns() : chunk;
  }

  private @Nullable ByteBuffer takeByTurns() {
    if (piecesFirst) {
      ByteBuffer piece = take(pieces);
      piecesFirst = piece != null;
      if (piece != null) {
        return piece;
      }
    }
    piecesNext = !piecesNext;
    ByteBuffer chunk = take(piecesNext ? pieces : data);
    return chunk == null ? take(piecesNext ? data : pieces) : chunk;
  }

  private @Nullable ByteBuffer take(Lane lane) {
    current = lane;
    return lane.take();
  }
}
