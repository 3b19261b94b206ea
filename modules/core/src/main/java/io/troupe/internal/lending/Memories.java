package io.troupe.internal.lending;

import io.troupe.OwnerLostException;
import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Items;
import io.troupe.internal.memory.Maker;
import io.troupe.internal.memory.MappedList;
import io.troupe.internal.memory.SlotList;
import io.troupe.internal.object.Objects;
import io.troupe.proto.MemoryHandle;
import io.troupe.proto.ObjectHandle;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How handles to memory leave one runtime, and what they become where they arrive: memory that is
 * mapped, or that its owner is asked about. Thread-safe.
 */
public final class Memories {
  private final Objects objects;
  private final Function<Maker, @Nullable ObjectHandle> owners;

  /** @param owners finds what lends the memory that a process has made; null if it is not known */
  public Memories(Objects objects, Function<Maker, @Nullable ObjectHandle> owners) {
    this.objects = objects;
    this.owners = owners;
  }

  MemoryHandle handle(String name, Items items) {
    MemoryHandle.Builder handle =
        items instanceof Block block ? mapped(block.maker()) : ((RemoteItems) items).handle();
    return handle.setName(name).build();
  }

  MemoryHandle handle(String name, SlotList list) {
    MemoryHandle.Builder handle =
        list instanceof MappedList mapped ? mapped(mapped.maker()) : ((RemoteList) list).handle();
    return handle.setName(name).setSlots(list.size()).build();
  }

  private MemoryHandle.Builder mapped(Maker maker) {
    MemoryHandle.Builder handle =
        MemoryHandle.newBuilder().setBigEndian(ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
    ObjectHandle owner = owners.apply(maker);
    return owner == null ? handle : handle.setOwner(owner);
  }

  Items open(String address, MemoryHandle handle) throws IOException {
    try {
      return Block.attach(address);
    } catch (NoSuchFileException missing) {
      return borrow(missing, handle, () -> RemoteItems.attach(objects, address, handle));
    }
  }

  SlotList openList(String name, MemoryHandle handle) throws IOException {
    try {
      return requireSame(MappedList.attach(name), handle);
    } catch (NoSuchFileException missing) {
      return borrow(missing, handle, () -> RemoteList.attach(objects, name, handle));
    }
  }

  /** Programs choose the names of lists, and those of two machines may choose the same. */
  private MappedList requireSame(MappedList found, MemoryHandle handle) throws IOException {
    ObjectHandle owner = handle.hasOwner() ? owners.apply(found.maker()) : null;
    if (handle.hasOwner()
        && (owner == null || owner.getOwner() != handle.getOwner().getOwner())) {
      throw new NoSuchFileException(
          found.name(), null, "the list of this name on this machine is another process's");
    }
    return found;
  }

  /**
   * Attaches to a block for the sake of its lock. Blocks for a round trip where it is of another
   * machine.
   *
   * @throws NoSuchFileException if it is gone, or cannot be reached
   * @throws IllegalArgumentException if the text is no address
   */
  public Items open(String address, ObjectHandle owner) throws IOException {
    MemoryHandle.Builder handle = MemoryHandle.newBuilder();
    return open(address, (owner.getOwner() == 0 ? handle : handle.setOwner(owner)).build());
  }

  @FunctionalInterface
  private interface Borrowing<M> {
    M run();
  }

  private <M> M borrow(NoSuchFileException missing, MemoryHandle handle, Borrowing<M> borrowing)
      throws NoSuchFileException {
    if (!handle.hasOwner() || handle.getOwner().getOwner() == objects.id()) {
      throw missing;
    }
    try {
      return borrowing.run();
    } catch (OwnerLostException e) {
      NoSuchFileException gone = new NoSuchFileException(
          missing.getFile(),
          null,
          "there is no shared memory of this name on this machine, and its owner does not lend it: "
              + e.getMessage());
      gone.initCause(e);
      throw gone;
    }
  }
}
