package io.troupe.internal.actor;

import io.troupe.internal.payload.Departure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What messages that an actor elsewhere has not taken yet leave behind here: handles in them, whose
 * objects are held no longer if it never will, and who waits to hear of that. Thread-safe.
 */
final class Baggage {
  private record Piece(
      long message, Departure<?> handles, @Nullable Delivery delivery) {}

  // Guarded by this.
  private final ArrayDeque<Piece> pieces = new ArrayDeque<>(0);
  private long sent;
  private long taken;
  private boolean any;
  private boolean lost;

  /**
   * A message is about to be sent.
   *
   * @param delivery what waits for its being taken; null for nothing
   * @return whether it is the first that leaves something here
   */
  boolean sending(Departure<?> message, @Nullable Delivery delivery) {
    boolean leaves = message.carriesHandles() || delivery != null;
    Piece piece;
    boolean late;
    boolean first;
    synchronized (this) {
      sent++;
      late = lost;
      first = leaves && !any;
      piece = new Piece(sent, message, delivery);
      if (leaves && !late) {
        any = true;
        pieces.add(piece);
      }
    }
    if (late) {
      lose(piece);
    }
    return first && !late;
  }

  void taken(int count) {
    List<Delivery> done = new ArrayList<>(0);
    synchronized (this) {
      taken += count;
      while (!pieces.isEmpty() && pieces.element().message() <= taken) {
        Delivery delivery = pieces.remove().delivery();
        if (delivery != null) {
          done.add(delivery);
        }
      }
    }
    done.forEach(Delivery::done);
  }

  /** The actor has ended. */
  void lost() {
    List<Piece> left;
    synchronized (this) {
      lost = true;
      left = new ArrayList<>(pieces);
      pieces.clear();
    }
    left.forEach(Baggage::lose);
  }

  private static void lose(Piece piece) {
    piece.handles().lost();
    Delivery delivery = piece.delivery();
    if (delivery != null) {
      delivery.lost(() -> {});
    }
  }
}
