package io.troupe.memory;

import io.troupe.internal.memory.HandleParts;
import io.troupe.internal.memory.MappedList;
import io.troupe.internal.memory.SlotItem;
import io.troupe.internal.memory.SlotList;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A list of a fixed number of simple values in shared memory. Python's {@code ShareableList}.
 *
 * <pre>{@code
 * ShareableList list = ShareableList.of("howdy", 273.15, 100, true, null);
 * list.set(2, "Jahr");  // in all processes that are attached
 * }</pre>
 *
 * <p>Items are null, {@code Boolean}, {@code Integer}, {@code Long}, {@code Double}, {@code String}
 * and {@code byte[]}; what is read equals what was set, of the same type. A slot has room for what
 * it held first, in multiples of 8 bytes and at least 8; an item of any type that fits may replace
 * it. {@link #get} and {@link #set} are atomic, between processes too, and a reader never waits for
 * a writer; the other operations of {@link List} are made of these. A process that is killed in the
 * middle of {@code set} leaves the old item.
 *
 * <p>Lives, and crosses to other processes, as {@link SharedMemory} does. It crosses to other
 * machines besides, from its owner or a process that got a handle from there: each {@code get} and
 * {@code set} is then a call of the process that created the list, and {@code toArray},
 * {@code count}, {@code indexOf} and {@code lastIndexOf} are one for each MiB, while an iterator
 * makes one for each item. When that process ends, they throw
 * {@link io.troupe.OwnerLostException}. Thread-safe.
 */
public final class ShareableList extends AbstractList<@Nullable Object>
    implements RandomAccess, AutoCloseable {
  static {
    HandleParts.give(ShareableList.class, new Parts());
  }

  private final SlotList slots;

  private ShareableList(SlotList slots) {
    this.slots = slots;
  }

  /**
   * Creates a list under a new name.
   *
   * @throws IllegalArgumentException if an item is of another type, or the whole is not smaller
   *     than 2 GiB
   * @throws IOException if there is no room
   */
  public static ShareableList of(@Nullable Object... items) throws IOException {
    return create(null, Arrays.asList(items));
  }

  /**
   * Creates a list under a new name. Python's {@code ShareableList(sequence)}.
   *
   * @throws IllegalArgumentException if an item is of another type, or the whole is not smaller
   *     than 2 GiB
   * @throws IOException if there is no room
   */
  public static ShareableList create(List<? extends @Nullable Object> items) throws IOException {
    return create(null, items);
  }

  /**
   * Creates a list. Python's {@code ShareableList(sequence, name=name)}.
   *
   * @param name null for a new one
   * @throws IllegalArgumentException if an item is of another type, the whole is not smaller than 2
   *     GiB, or the name is not possible
   * @throws FileAlreadyExistsException if a living process has shared memory of that name
   * @throws IOException if there is no room
   */
  public static ShareableList create(@Nullable String name, List<? extends @Nullable Object> items)
      throws IOException {
    return new ShareableList(MappedList.create(name, SlotItem.all(items)));
  }

  /**
   * Attaches to a list that a process of this machine and this user created. Python's
   * {@code ShareableList(name=name)}.
   *
   * @throws IllegalArgumentException if the name is not possible, or the memory larger than a list
   *     can be
   * @throws NoSuchFileException if there is no shared memory of that name
   * @throws IOException if it is not a list, or cannot be mapped
   */
  public static ShareableList attach(String name) throws IOException {
    return new ShareableList(MappedList.attach(name));
  }

  /**
   * Returns an item.
   *
   * @throws IndexOutOfBoundsException if the index is negative or not below {@link #size}
   * @throws IllegalStateException after {@link #close}
   */
  @Override
  public @Nullable Object get(int index) {
    return slots.get(index);
  }

  /**
   * Replaces an item and returns the one before. Waits for another writer of the same slot, which
   * takes microseconds.
   *
   * @throws IndexOutOfBoundsException if the index is negative or not below {@link #size}
   * @throws IllegalArgumentException if the item is of a type that has no slots, or does not fit;
   *     nothing changes then
   * @throws IllegalStateException after {@link #close}
   */
  @Override
  public @Nullable Object set(int index, @Nullable Object item) {
    return slots.set(index, SlotItem.of(item));
  }

  /** Returns the number of slots; also after {@link #close}. */
  @Override
  public int size() {
    return slots.size();
  }

  /** Returns how many items equal this one; byte arrays are equal if their bytes are. */
  public int count(@Nullable Object item) {
    return (int) slots.all().stream()
        .filter(present -> Objects.deepEquals(present, item))
        .count();
  }

  /**
   * Returns the first index of an item that equals this one, or -1; byte arrays are equal if their
   * bytes are.
   */
  @Override
  public int indexOf(@Nullable Object item) {
    return slots.indexOf(item);
  }

  /**
   * Returns the last index of an item that equals this one, or -1; byte arrays are equal if their
   * bytes are.
   */
  @Override
  public int lastIndexOf(@Nullable Object item) {
    List<@Nullable Object> all = slots.all();
    return IntStream.range(0, all.size())
        .filter(i -> Objects.deepEquals(all.get(i), item))
        .max()
        .orElse(-1);
  }

  /** Returns a copy of the items, each read at a moment of its own. */
  @Override
  public @Nullable Object[] toArray() {
    return slots.all().toArray();
  }

  /** Returns a copy of the items, as {@link #toArray()}. */
  @Override
  public <T extends @Nullable Object> T[] toArray(T[] target) {
    return slots.all().toArray(target);
  }

  /**
   * Returns what the slot holds now: {@code "x"} for null, {@code "?"} boolean, {@code "i"} int,
   * {@code "q"} long, {@code "d"} double, and for text and bytes the room in bytes before an
   * {@code "s"}, as in {@code "8s"}.
   *
   * @throws IndexOutOfBoundsException if the index is negative or not below {@link #size}
   * @throws IllegalStateException after {@link #close}
   */
  public String format(int index) {
    return slots.format(index);
  }

  /** Returns the name; also after {@link #close}. */
  public String name() {
    return slots.name();
  }

  /** Ends this handle; the list stays. Again does nothing. */
  @Override
  public void close() {
    slots.close();
  }

  /**
   * Deletes the list: its name is free, and no process can attach any more. Handles that exist go
   * on.
   *
   * @throws IllegalStateException if another process created it
   * @throws NoSuchFileException if it is unlinked already
   * @throws IOException if the file cannot be deleted
   */
  public void unlink() throws IOException {
    slots.unlink();
  }

  /** What this type does not show. */
  private static final class Parts extends HandleParts<ShareableList, SlotList> {
    @Override
    public SlotList memoryOf(ShareableList handle) {
      return handle.slots;
    }

    @Override
    public String nameOf(ShareableList handle) {
      return handle.name();
    }

    @Override
    public ShareableList attach(String name, Opener<SlotList> opener) throws IOException {
      return new ShareableList(opener.open(name));
    }
  }
}
