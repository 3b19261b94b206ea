package io.troupe.memory;

import io.troupe.internal.memory.NamedMemory;
import io.troupe.internal.memory.SlotItem;
import io.troupe.internal.memory.Slots;
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
 * <p>Lives, and crosses to other processes, as {@link SharedMemory} does. Thread-safe.
 */
public final class ShareableList extends AbstractList<@Nullable Object>
    implements RandomAccess, AutoCloseable {
  private final NamedMemory memory;
  private final Slots slots;

  private ShareableList(NamedMemory memory, Slots slots) {
    this.memory = memory;
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
    List<SlotItem> encoded = SlotItem.all(items);
    NamedMemory memory = NamedMemory.create(name, Slots.bytesFor(encoded));
    return new ShareableList(memory, Slots.create(memory.all(), encoded));
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
    NamedMemory memory = NamedMemory.attach(name);
    return new ShareableList(memory, Slots.open(memory.all()));
  }

  /**
   * Returns an item.
   *
   * @throws IndexOutOfBoundsException if the index is negative or not below {@link #size}
   * @throws IllegalStateException after {@link #close}
   */
  @Override
  public @Nullable Object get(int index) {
    return slots().get(index);
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
    return slots().set(index, SlotItem.of(item));
  }

  /** Returns the number of slots; also after {@link #close}. */
  @Override
  public int size() {
    return slots.size();
  }

  /** Returns how many items equal this one; byte arrays are equal if their bytes are. */
  public int count(@Nullable Object item) {
    return (int) stream().filter(present -> Objects.deepEquals(present, item)).count();
  }

  /**
   * Returns the first index of an item that equals this one, or -1; byte arrays are equal if their
   * bytes are.
   */
  @Override
  public int indexOf(@Nullable Object item) {
    return indices().filter(i -> Objects.deepEquals(get(i), item)).findFirst().orElse(-1);
  }

  /**
   * Returns the last index of an item that equals this one, or -1; byte arrays are equal if their
   * bytes are.
   */
  @Override
  public int lastIndexOf(@Nullable Object item) {
    return indices().filter(i -> Objects.deepEquals(get(i), item)).max().orElse(-1);
  }

  private IntStream indices() {
    return IntStream.range(0, size());
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
    return slots().format(index);
  }

  private Slots slots() {
    memory.checkOpen();
    return slots;
  }

  /** Returns the name; also after {@link #close}. */
  public String name() {
    return memory.name();
  }

  /** Ends this handle; the list stays. Again does nothing. */
  @Override
  public void close() {
    memory.close();
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
    memory.unlink();
  }
}
