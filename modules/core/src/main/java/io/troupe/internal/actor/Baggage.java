package io.troupe.internal.actor;

import io.troupe.internal.payload.Departure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The handles in messages that an actor elsewhere has not taken yet: if it never will, their
 * objects are held no longer. Thread-safe.
 */
final class Baggage {
  private record Piece(long message, Departure<?> handles) {}

  // Guarded by this.
  private final ArrayDeque<Piece> pieces = new ArrayDeque<>(0);
  private long sent;
  private long taken;
  private boolean any;
  private boolean lost;

  /**
   * A message is about to be sent.
   *
   * @return whether it is the first with handles
   */
  boolean sending(Departure<?> message) {
    boolean late;
    boolean first;
    synchronized (this) {
      sent++;
      late = lost;
      first = message.carriesHandles() && !any;
      if (message.carriesHandles() && !late) {
        any = true;
        pieces.add(new Piece(sent, message));
      }
    }
    if (late) {
      message.lost();
    }
    return first && !late;
  }

  synchronized void taken(int count) {
    taken += count;
    while (!pieces.isEmpty() && pieces.peek().message() <= taken) {
      pieces.remove();
    }
  }

  /** The actor has ended. */
  void lost() {
    List<Piece> left;
    synchronized (this) {
      lost = true;
      left = new ArrayList<>(pieces);
      pieces.clear();
    }
    left.forEach(piece -> piece.handles().lost());
  }
}
