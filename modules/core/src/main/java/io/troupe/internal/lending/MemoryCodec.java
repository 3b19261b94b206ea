package io.troupe.internal.lending;

import io.troupe.internal.memory.HandleParts;
import io.troupe.internal.memory.Items;
import io.troupe.internal.memory.SlotList;
import io.troupe.memory.Array;
import io.troupe.memory.ShareableList;
import io.troupe.memory.Value;
import io.troupe.proto.MemoryHandle;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Carries handles to memory to other processes, which attach to the same memory, or have its owner
 * do what they want of it.
 *
 * @param <T> the public type
 * @param <M> what its handles use their memory by
 */
public final class MemoryCodec<T, M> implements PayloadCodec<T> {
  private final Class<T> type;
  private final Crossing<M> crossing;

  /** How memory crosses. */
  private interface Crossing<M> {
    MemoryHandle handle(String name, M memory);

    M open(String address, MemoryHandle handle) throws IOException;
  }

  private MemoryCodec(Class<T> type, Crossing<M> crossing) {
    this.type = type;
    this.crossing = crossing;
  }

  /** Carries any {@link Value}. */
  public static MemoryCodec<Value, Items> ofValues(Supplier<Memories> memories) {
    return new MemoryCodec<>(Value.class, new OfItems(memories));
  }

  /** Carries any {@link Array}. */
  public static MemoryCodec<Array, Items> ofArrays(Supplier<Memories> memories) {
    return new MemoryCodec<>(Array.class, new OfItems(memories));
  }

  /** Carries a {@link ShareableList}. */
  public static MemoryCodec<ShareableList, SlotList> ofLists(Supplier<Memories> memories) {
    return new MemoryCodec<>(ShareableList.class, new OfSlots(memories));
  }

  private record OfItems(Supplier<Memories> memories) implements Crossing<Items> {
    @Override
    public MemoryHandle handle(String name, Items memory) {
      return memories.get().handle(name, memory);
    }

    @Override
    public Items open(String address, MemoryHandle handle) throws IOException {
      return memories.get().open(address, handle);
    }
  }

  private record OfSlots(Supplier<Memories> memories) implements Crossing<SlotList> {
    @Override
    public MemoryHandle handle(String name, SlotList memory) {
      return memories.get().handle(name, memory);
    }

    @Override
    public SlotList open(String address, MemoryHandle handle) throws IOException {
      return memories.get().openList(address, handle);
    }
  }

  @Override
  public Class<T> type() {
    return type;
  }

  @Override
  public String name() {
    return "troupe." + type.getSimpleName();
  }

  @Override
  public byte[] encode(T handle) throws IOException {
    HandleParts<T, M> parts = HandleParts.of(type);
    try {
      return crossing.handle(parts.nameOf(handle), parts.memoryOf(handle)).toByteArray();
    } catch (IllegalStateException closed) {
      throw new IOException(closed.getMessage(), closed);
    }
  }

  @Override
  public T decode(byte[] data) throws IOException {
    MemoryHandle handle = MemoryHandle.parseFrom(data);
    HandleParts<T, M> parts = HandleParts.of(type);
    try {
      return parts.attach(handle.getName(), address -> crossing.open(address, handle));
    } catch (IllegalArgumentException malformed) {
      throw new IOException("Not a handle to shared memory: " + handle.getName(), malformed);
    }
  }
}
