package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.HandleParts;
import io.troupe.internal.memory.Items;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.sync.Hold;
import io.troupe.sync.Lock;
import io.troupe.sync.RLock;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A primitive in shared memory: threads and processes that hold a handle to it read and write the
 * same cell. Python's {@code multiprocessing.Value}, and {@code RawValue}.
 *
 * <pre>{@code
 * IntValue count = Value.ofInt(0);
 * try (Pool pool = Pool.of(4)) {
 *   pool.map(file -> count.incrementAndGet(), files); // exact, without a lock
 * }
 * }</pre>
 *
 * <p>{@code get} and {@code set} have the effects of a Java {@code volatile}; the other operations
 * are atomic, between processes too.
 *
 * <p>A value crosses to other processes in arguments, results and messages: what crosses is the
 * handle, never a copy. Its memory is in use as long as a handle is, in any living process. A
 * handle under way does not count: the process that made the value keeps its own until the others
 * have theirs, and all is gone when that process ends, except for those of its machine who are
 * attached. {@link #close} gives a handle back at once, else the garbage collector does.
 *
 * <p>On another machine, as in a task on a node of a cluster, the value means the same, and each
 * operation is a call of the process that made it, which acts on the same cell: atomic, complete
 * when it returns, and some ten thousand times as slow as here. Every operation and its lock throw
 * {@link io.troupe.OwnerLostException} there once that process has ended, and wait for it while it
 * is stopped; a thread that is interrupted then gets a {@link
 * io.troupe.manager.CallAbandonedException} soon.
 *
 * <p>Thread-safe, except that no other thread may use a handle while it is closed.
 */
public abstract sealed class Value implements AutoCloseable
    permits BooleanValue,
        ByteValue,
        CharValue,
        DoubleValue,
        FloatValue,
        IntValue,
        LongValue,
        ShortValue {

  private static final char KIND = 'v';

  static {
    HandleParts.give(Value.class, new Parts());
  }

  private final Items items;
  private volatile @Nullable RLock lock;

  Value(Items items) {
    this.items = items;
  }

  static Block allocate() {
    return Block.allocate(Long.BYTES);
  }

  /**
   * Makes an {@code int} in shared memory. Python's {@code Value('i', initial)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static IntValue ofInt(int initial) {
    IntValue value = new IntValue(allocate());
    value.set(initial);
    return value;
  }

  /**
   * Makes a {@code long} in shared memory. Python's {@code Value('q', initial)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static LongValue ofLong(long initial) {
    LongValue value = new LongValue(allocate());
    value.set(initial);
    return value;
  }

  /**
   * Makes a {@code double} in shared memory. Python's {@code Value('d', initial)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static DoubleValue ofDouble(double initial) {
    DoubleValue value = new DoubleValue(allocate());
    value.set(initial);
    return value;
  }

  /**
   * Makes a {@code float} in shared memory. Python's {@code Value('f', initial)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static FloatValue ofFloat(float initial) {
    FloatValue value = new FloatValue(allocate());
    value.set(initial);
    return value;
  }

  /**
   * Makes a {@code short} in shared memory. Python's {@code Value('h', initial)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static ShortValue ofShort(short initial) {
    ShortValue value = new ShortValue(allocate());
    value.set(initial);
    return value;
  }

  /**
   * Makes a {@code byte} in shared memory. Python's {@code Value('b', initial)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static ByteValue ofByte(byte initial) {
    ByteValue value = new ByteValue(allocate());
    value.set(initial);
    return value;
  }

  /**
   * Makes a {@code char} in shared memory. Python's {@code Value(c_wchar, initial)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static CharValue ofChar(char initial) {
    CharValue value = new CharValue(allocate());
    value.set(initial);
    return value;
  }

  /**
   * Makes a {@code boolean} in shared memory. Python's {@code Value(c_bool, initial)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static BooleanValue ofBoolean(boolean initial) {
    BooleanValue value = new BooleanValue(allocate());
    value.set(initial);
    return value;
  }

  /**
   * Attaches to the value that another handle, in any process of this machine and this user, calls
   * by that name. A name does not reach other machines: let the handle itself cross.
   *
   * @throws java.nio.file.NoSuchFileException if its memory was given back
   * @throws IllegalArgumentException if the text is not what {@link #name} returns
   * @throws IOException if the memory cannot be mapped
   */
  public static Value attach(String name) throws IOException {
    return attach(name, Block::attach);
  }

  private static Value attach(String name, HandleParts.Opener<Items> opener) throws IOException {
    MemoryName parsed = MemoryName.parse(name, KIND);
    return of(parsed.code(), opener.open(parsed.address()));
  }

  private static Value of(char code, Items items) {
    return switch (code) {
      case 'i' -> new IntValue(items);
      case 'q' -> new LongValue(items);
      case 'd' -> new DoubleValue(items);
      case 'f' -> new FloatValue(items);
      case 'h' -> new ShortValue(items);
      case 'b' -> new ByteValue(items);
      case 'u' -> new CharValue(items);
      case '?' -> new BooleanValue(items);
      default -> throw new IllegalArgumentException("No value has the type '" + code + "'");
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

  /** Returns the letter of the type, Python's type code. */
  abstract char code();

  /** Returns the memory, the value in its first bytes. */
  Items items() {
    return items;
  }

  /**
   * Returns the lock that belongs to this value: one for all its handles, in whichever process. It
   * costs nothing until a thread waits for it. Python's {@code get_lock()}.
   *
   * <p>No operation takes it by itself: {@code get}, {@code set} and the atomic operations proceed
   * while another thread holds it. It belongs to the process that made the value as a {@link Lock}
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
   * {@code with value.get_lock():}.
   *
   * <pre>{@code
   * try (Hold held = balance.hold()) {
   *   balance.set(balance.get() * 2);
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

  /** What this type does not show. */
  private static final class Parts extends HandleParts<Value, Items> {
    @Override
    public Items memoryOf(Value handle) {
      return handle.items;
    }

    @Override
    public String nameOf(Value handle) {
      return handle.name();
    }

    @Override
    public Value attach(String name, Opener<Items> opener) throws IOException {
      return Value.attach(name, opener);
    }
  }
}
