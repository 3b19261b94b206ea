package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.HandleParts;
import io.troupe.internal.memory.Items;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.sync.Hold;
import io.troupe.sync.Lock;
import io.troupe.sync.RLock;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Primitives in shared memory, one after the other: threads and processes that hold a handle to the
 * array read and write the same items. Python's {@code multiprocessing.Array}, and
 * {@code RawArray}.
 *
 * <pre>{@code
 * DoubleArray samples = DoubleArray.ofLength(1_000_000);
 * try (Pool pool = Pool.of(4)) {
 *   pool.map(part -> part.computeInto(samples), parts);
 * }
 * double max = samples.stream().max().orElseThrow();
 * }</pre>
 *
 * <p>{@code get} and {@code set} have the effects of a Java {@code volatile}, {@code getAndSet},
 * {@code compareAndSet} and {@code getAndAdd} are atomic, between processes too. The plain forms
 * and the copies are fast, and ordered only by what else the threads do to meet: a queue, a lock, a
 * task that ends.
 *
 * <p>An array crosses to other processes, of other machines too, and lives like a {@link Value}
 * does. On another machine each operation is a call of the process that made the array, a copy or a
 * fill as much as a single item, with one call more for each 4 MiB; plain access is as slow as any
 * there, and {@code stream} makes a call for each item. Its items cannot be more or fewer later. A
 * copy in memory of its own is {@code of(array.toArray())}.
 *
 * <p>An index below 0 or not below {@link #length} is an {@link IndexOutOfBoundsException} in every
 * method. Thread-safe, except that no other thread may use a handle while it is closed.
 */
public abstract sealed class Array implements AutoCloseable
    permits BooleanArray,
        ByteArray,
        CharArray,
        DoubleArray,
        FloatArray,
        IntArray,
        LongArray,
        ShortArray {
  private static final char KIND = 'a';

  static {
    HandleParts.give(Array.class, new Parts());
  }

  private final Items items;
  private volatile @Nullable RLock lock;
  private final int itemBytes;
  private final int length;

  Array(Items items, int itemBytes) {
    this.items = items;
    this.itemBytes = itemBytes;
    this.length = items.bytes() / itemBytes;
  }

  static Block allocate(int length, int itemBytes) {
    long bytes = (long) length * itemBytes;
    if (length < 0 || bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "An array must have a length >= 0 and be smaller than 2 GiB, was %d items of %d bytes; SharedMemory can be larger"
              .formatted(length, itemBytes));
    }
    return Block.allocate((int) bytes);
  }

  /**
   * Attaches to the array that another handle, in any process of this machine and this user, calls
   * by that name. A name does not reach other machines: let the handle itself cross.
   *
   * @throws java.nio.file.NoSuchFileException if its memory was given back
   * @throws IllegalArgumentException if the text is not what {@link #name} returns
   * @throws IOException if the memory cannot be mapped
   */
  public static Array attach(String name) throws IOException {
    return attach(name, Block::attach);
  }

  private static Array attach(String name, HandleParts.Opener<Items> opener) throws IOException {
    MemoryName parsed = MemoryName.parse(name, KIND);
    return of(parsed.code(), opener.open(parsed.address()));
  }

  private static Array of(char code, Items items) {
    return switch (code) {
      case 'i' -> new IntArray(items);
      case 'q' -> new LongArray(items);
      case 'd' -> new DoubleArray(items);
      case 'f' -> new FloatArray(items);
      case 'h' -> new ShortArray(items);
      case 'b' -> new ByteArray(items);
      case 'u' -> new CharArray(items);
      case '?' -> new BooleanArray(items);
      default -> throw new IllegalArgumentException("No array has the type '" + code + "'");
    };
  }

  /**
   * Returns the name under which other processes of the machine on which it was made can
   * {@link #attach}; handles that cross do so by themselves.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public String name() {
    TroupeRuntime.current().syncs().expectUsersOf(items);
    return new MemoryName(KIND, code(), items.address()).toString();
  }

  /** Returns the number of items; also after {@link #close}. */
  public int length() {
    return length;
  }

  /** Returns the letter of the type, Python's type code. */
  abstract char code();

  Items items() {
    return items;
  }

  /** Returns where an item lies in the memory. */
  int at(int index) {
    return Objects.checkIndex(index, length) * itemBytes;
  }

  /** Returns the first of some items, as {@link Items#read}. */
  ByteBuffer read(int from, int count) {
    Objects.checkFromIndexSize(from, count, length);
    return items.read(from * itemBytes, count * itemBytes);
  }

  /** Returns room for the first of some items, as {@link Items#room}. */
  ByteBuffer room(int from, int count) {
    Objects.checkFromIndexSize(from, count, length);
    return items.room(from * itemBytes, count * itemBytes);
  }

  /** Makes what was written into a {@link #room} the items there. */
  void store(int from, ByteBuffer room) {
    items.store(from * itemBytes, room);
  }

  void fillBits(long bits) {
    try {
      items.fill(itemBytes, bits);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Returns the lock that belongs to this array: one for all its handles, in whichever process. It
   * costs nothing until a thread waits for it. Python's {@code get_lock()}.
   *
   * <p>No operation takes it by itself: {@code get}, {@code set} and the atomic operations proceed
   * while another thread holds it. It belongs to the process that made the array as a {@link Lock}
   * does to its owner; that process must keep its handle as long as others use the lock.
   *
   * @throws IllegalStateException after {@link #close}, here and from the methods of the lock
   */
  public RLock getLock() {
    RLock known = lock;
    if (known == null) {
      known = TroupeRuntime.current().syncs().lockOf(items);
      lock = known;
    }
    return known;
  }

  /**
   * Acquires the lock for the length of a {@code try}; waits. Python's
   * {@code with array.get_lock():}.
   *
   * <pre>{@code
   * try (Hold held = totals.hold()) {
   *   totals.copyFrom(0, sums(totals.toArray(), more));
   * }
   * }</pre>
   *
   * @throws IllegalStateException after {@link #close}
   * @throws InterruptedException if the thread is interrupted before or while it waits; it has not
   *     got the lock then
   */
  public Hold hold() throws InterruptedException {
    return getLock().hold();
  }

  /**
   * Gives this handle back; later operations on it throw {@link IllegalStateException}. Again does
   * nothing.
   */
  @Override
  public void close() {
    items.close();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[length=" + length + ']';
  }

  /** What this type does not show. */
  private static final class Parts extends HandleParts<Array, Items> {
    @Override
    public Items memoryOf(Array handle) {
      return handle.items;
    }

    @Override
    public String nameOf(Array handle) {
      return handle.name();
    }

    @Override
    public Array attach(String name, Opener<Items> opener) throws IOException {
      return Array.attach(name, opener);
    }
  }
}
