package io.troupe.internal.sync;

import com.google.protobuf.InvalidProtocolBufferException;
import io.troupe.OwnerLostException;
import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Maker;
import io.troupe.internal.object.LastingObject;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.ObjectHandle;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the {@link BlockLocks} of the process that made a block. It is made when somebody first waits: a value has a lock
 * for nothing until then.
 */
final class BlockDesk {
  private static final Map<Object, ObjectHome> byMaker = new ConcurrentHashMap<>();

  private BlockDesk() {}

  private static final class Own {
    private static final LastingObject DESK = TroupeRuntime.current()
        .objects()
        .createLasting("block-locks", () -> SyncActor.create(new BlockLocks()));
  }

  private static final class Published {
    // Evaluated once, before the first block leaves this process.
    private static final boolean DONE = publish();

    private static boolean publish() {
      Maker.publish(Own.DESK.handle().toByteArray());
      return true;
    }
  }

  /** Lets others find the locks of this process's blocks. */
  static boolean publish() {
    return Published.DONE;
  }

  /** Returns the actor for the blocks of this process. */
  static ObjectRef own() {
    return Own.DESK.ref();
  }

  /**
   * Returns the actor for the blocks of another process, and this process's token there. Blocks for a round trip the first
   * time.
   *
   * @throws OwnerLostException if that process has ended
   */
  static ObjectHome of(Block block) {
    ObjectHome known = byMaker.get(block.maker());
    return known != null && !known.isLost() ? known : find(block);
  }

  private static ObjectHome find(Block block) {
    try {
      ObjectHandle handle = ObjectHandle.parseFrom(block.makerNote());
      ObjectHome found =
          Attachment.to(TroupeRuntime.current().objects().open(handle)).home();
      byMaker.put(block.maker(), found);
      return found;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("The maker of this memory is of another version", e);
    } catch (IOException e) {
      throw new OwnerLostException("The process that made this memory has ended", e);
    }
  }
}
