package io.troupe.internal.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.log.Log;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.internal.sync.cell.Tokens;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncFrame;
import io.troupe.proto.SyncWake;
import java.util.function.Supplier;

/**
 * The actor that has the waiters of a cell, as the users of the cell need it. Thread-safe.
 *
 * @param objects those of the runtime of the user
 * @param object the actor; where it is one of this process, it begins when it is first asked for
 * @param here whether it is one of this process
 * @param token by which the cell names this process
 * @param cell which of the actor's cells; empty where it has one only
 */
record CellOwner(
    Objects objects, Supplier<ObjectRef> object, boolean here, int token, String cell) {
  private static final Log log = Log.of(CellOwner.class);

  /** The actor of an object that has one cell. */
  static CellOwner of(ObjectRef object, int token) {
    return new CellOwner(object.objects(), () -> object, object.isLocal(), token, "");
  }

  /** The actor of this process for one of its cells. */
  static CellOwner here(Objects objects, Supplier<ObjectRef> object, String cell) {
    return new CellOwner(objects, object, true, Tokens.OWNER, cell);
  }

  CellOwner ofCell(String other) {
    return new CellOwner(objects, object, here, token, other);
  }

  /** Returns whether the owner is gone, so that the death of a holder is not noticed any more. */
  boolean isLost() {
    return !here && object.get().isLost();
  }

  OwnerLostException lost() {
    return object.get().lost();
  }

  /** Asks for what could not be taken from the cell. */
  Answer ask(SyncAcquire.Builder wish) {
    return object
        .get()
        .ask(SyncFrames.frame(SyncFrame.newBuilder().setAcquire(wish.setCell(cell))));
  }

  /**
   * Tells the actor that the cell was changed, and others wait. Never blocks, and never fails.
   */
  void wake() {
    try {
      SyncWake wake = SyncWake.newBuilder().setCell(cell).build();
      object.get().post(SyncFrames.frame(SyncFrame.newBuilder().setWake(wake)));
    } catch (OwnerLostException e) {
      log.debug("Those who waited have heard that the owner is gone", e);
    }
  }
}
