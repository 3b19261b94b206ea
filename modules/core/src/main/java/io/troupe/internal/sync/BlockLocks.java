package io.troupe.internal.sync;

import com.google.protobuf.InvalidProtocolBufferException;
import io.troupe.OwnerLostException;
import io.troupe.internal.lending.Loans;
import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.log.Log;
import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Maker;
import io.troupe.internal.memory.MemoryOwner;
import io.troupe.internal.object.LastingObject;
import io.troupe.internal.object.Objects;
import io.troupe.proto.ObjectHandle;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link BlockLocksState} of the process that made a block. Its actor begins when a
 * thread first waits, or another machine first uses memory from here: until then a value has a lock
 * for nothing.
 */
final class BlockLocks {
  private static final Log log = Log.of(BlockLocks.class);
  private static final Map<Maker, CellOwner> byMaker = new ConcurrentHashMap<>();

  /** Notes of other processes. */
  private static final Map<Maker, ObjectHandle> notes = new ConcurrentHashMap<>();

  private BlockLocks() {}

  // Of all runtimes of this JVM, as the memory is: the first that needs it makes it.
  private static @Nullable LastingObject own; // guarded by this class
  private static boolean published; // guarded by this class

  /** Lets others find the locks of this process's blocks, before the first block leaves it. */
  static synchronized void publish(Objects objects) {
    if (!published) {
      MemoryOwner.publish(own(objects).handle().toByteArray());
      published = true;
    }
  }

  private static synchronized LastingObject own(Objects objects) {
    if (own == null) {
      own = objects.createLasting(
          "block-locks", (number, self) -> new Loans(SyncState.role(new BlockLocksState())));
    }
    return own;
  }

  /**
   * Returns a handle of the same actor, which lends the memory that a process has made.
   *
   * @return null if that process has not let others find it, or has ended
   */
  static @Nullable ObjectHandle handleOf(Maker maker, Objects objects) {
    if (maker.isThisProcess()) {
      publish(objects);
      return own(objects).handle();
    }
    ObjectHandle known = notes.get(maker);
    ObjectHandle note = known == null ? read(maker) : known;
    return note == null || note.getAddress().startsWith("@")
        ? note
        : note.toBuilder().setAddress(Routes.publish(note.getAddress())).build();
  }

  /** Finds handles as {@link #handleOf}. */
  record Owners(Objects objects) implements Function<Maker, @Nullable ObjectHandle> {
    @Override
    public @Nullable ObjectHandle apply(Maker maker) {
      return handleOf(maker, objects);
    }
  }

  private static @Nullable ObjectHandle read(Maker maker) {
    try {
      ObjectHandle note = ObjectHandle.parseFrom(maker.note());
      notes.put(maker, note);
      return note;
    } catch (IOException e) {
      log.debug("Memory can be used on this machine only, for its maker is not to be found", e);
      return null;
    }
  }

  /**
   * Returns the actor for a block, and this process's token there. Blocks for a round trip the
   * first time, where another process made the block.
   *
   * @return null if that process does not answer in time
   * @throws OwnerLostException if that process has ended
   */
  static @Nullable CellOwner of(Block block, long nanos, Objects objects)
      throws InterruptedException {
    if (block.maker().isThisProcess()) {
      return CellOwner.here(objects, own(objects)::ref, block.address());
    }
    CellOwner known = byMaker.get(block.maker());
    CellOwner found = known != null && !known.isLost() ? known : find(block, nanos, objects);
    return found == null ? null : found.ofCell(block.address());
  }

  private static @Nullable CellOwner find(Block block, long nanos, Objects objects)
      throws InterruptedException {
    try {
      ObjectHandle handle = ObjectHandle.parseFrom(block.maker().note());
      Attachment attachment = Attachment.to(objects.open(handle), nanos);
      if (attachment == null) {
        return null;
      }
      byMaker.put(block.maker(), attachment.owner());
      return attachment.owner();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("The maker of this memory is of another version", e);
    } catch (IOException e) {
      throw new OwnerLostException("The process that made this memory has ended", e);
    }
  }
}
