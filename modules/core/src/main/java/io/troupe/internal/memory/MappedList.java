package io.troupe.internal.memory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A list in memory that is mapped into this process. */
public final class MappedList extends SlotList {
  private final NamedMemory memory;
  private final Slots slots;

  private MappedList(NamedMemory memory, Slots slots) {
    this.memory = memory;
    this.slots = slots;
  }

  /**
   * Creates one.
   *
   * @param name null for a new one
   * @throws IllegalArgumentException as {@link NamedMemory#create} and {@link Slots#bytesFor}
   */
  public static MappedList create(@Nullable String name, List<SlotItem> items) throws IOException {
    NamedMemory memory = NamedMemory.create(name, Slots.bytesFor(items));
    return new MappedList(memory, Slots.create(memory.all(), items));
  }

  /**
   * Attaches to one.
   *
   * @throws java.nio.file.NoSuchFileException if there is no memory of that name
   * @throws IOException if it holds no list
   */
  public static MappedList attach(String name) throws IOException {
    NamedMemory memory = NamedMemory.attach(name);
    return new MappedList(memory, Slots.open(memory.all()));
  }

  /** Returns the process that made the memory. */
  public Maker maker() {
    return memory.maker();
  }

  @Override
  public String name() {
    return memory.name();
  }

  @Override
  public int size() {
    return slots.size();
  }

  private Slot at(int index) {
    memory.checkOpen();
    return slots.at(index);
  }

  @Override
  public @Nullable Object get(int index) {
    return read(index).value();
  }

  /** Returns an item as it is kept. */
  public SlotItem read(int index) {
    return at(index).read();
  }

  /** Returns the room of a slot, in bytes. */
  public int room(int index) {
    return at(index).capacity();
  }

  @Override
  public List<@Nullable Object> all() {
    List<@Nullable Object> items = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      items.add(get(i));
    }
    return items;
  }

  @Override
  public @Nullable Object set(int index, SlotItem item) {
    return replace(index, item).value();
  }

  /** As {@link #set}; returns the item before as it is kept. */
  public SlotItem replace(int index, SlotItem item) {
    return Objects.requireNonNull(at(index).set(item, true));
  }

  /** As {@link #replace}, but returns null, and does nothing, if another writer is at it. */
  public @Nullable SlotItem tryReplace(int index, SlotItem item) {
    return at(index).set(item, false);
  }

  @Override
  public String format(int index) {
    return at(index).read().format(room(index));
  }

  @Override
  public void close() {
    memory.close();
  }

  @Override
  public void unlink() throws IOException {
    memory.unlink();
  }
}
