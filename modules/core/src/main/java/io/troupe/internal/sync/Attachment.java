package io.troupe.internal.sync;

import io.troupe.internal.memory.Block;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAttach;
import io.troupe.proto.SyncAttached;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an object's actor gave this process to use the object with.
 *
 * @param home the actor
 * @param memory of the cell; null if this process cannot reach it
 */
record Attachment(ObjectHome home, @Nullable ByteBuffer memory) {
  private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);

  /** Asks the actor. Blocks for a round trip. */
  static Attachment to(ObjectRef object) {
    SyncAttached given = object
        .ask(Frame.newBuilder().setSyncAttach(SyncAttach.getDefaultInstance()))
        .join()
        .getSyncAttached();
    return new Attachment(new ObjectHome(object, given.getToken(), ""), open(given.getCell()));
  }

  // The actor keeps the memory as long as anybody has the object.
  private static @Nullable ByteBuffer open(String cell) {
    if (cell.isEmpty()) {
      return null;
    }
    try {
      return Block.borrow(cell);
    } catch (IOException e) {
      LOG.debug("The owner is on another machine: it is asked for everything", e);
      return null;
    }
  }
}
