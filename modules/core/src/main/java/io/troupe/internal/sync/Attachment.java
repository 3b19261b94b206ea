package io.troupe.internal.sync;

import io.troupe.internal.log.Log;
import io.troupe.internal.memory.Block;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAttach;
import io.troupe.proto.SyncAttached;
import io.troupe.proto.SyncFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What an object's actor gave this process to use the object with.
 *
 * @param owner the actor
 * @param memory of the cell; null if this process cannot reach it
 */
record Attachment(CellOwner owner, @Nullable ByteBuffer memory) {
  private static final Log log = Log.of(Attachment.class);

  /**
   * Asks the actor.
   *
   * @return null if it does not answer in time
   */
  static @Nullable Attachment to(ObjectRef object, long nanos) throws InterruptedException {
    SyncFrame.Builder attach = SyncFrame.newBuilder().setAttach(SyncAttach.getDefaultInstance());
    Frame answer = object.ask(SyncFrames.frame(attach)).await(nanos, late -> {});
    if (answer == null) {
      return null;
    }
    SyncAttached given = answer.getSync().getAttached();
    return new Attachment(CellOwner.of(object, given.getToken()), open(given.getCell()));
  }

  // The actor keeps the memory as long as a process has the object.
  private static @Nullable ByteBuffer open(String cell) {
    if (cell.isEmpty()) {
      return null;
    }
    try {
      return Block.borrow(cell);
    } catch (IOException e) {
      log.debug("The owner is on another machine: it is asked for everything", e);
      return null;
    }
  }
}
