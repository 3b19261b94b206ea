package io.troupe.internal.memory;

import io.troupe.internal.wait.Reachability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * A handle to a piece of shared memory, in the process that made it or in one that attached. It is
 * given back by {@link #close}, or when the garbage collector finds it. Thread-safe, except that it
 * must not be used while it is closed.
 */
public final class Block extends MappedItems {
  /** Bytes before the payload: the state, and room for the lock that guards the payload. */
  static final int HEADER_BYTES = 32;

  /** Bytes of the lock that guards the payload; they end where it begins. */
  public static final int LOCK_BYTES = 24;

  private final BlockAddress address;
  private final Cleaner.Cleanable handle;
  private final Maker maker;
  private final ByteBuffer lock;
  private @Nullable ByteBuffer payload; // null once closed

  Block(BlockAddress address, Segment segment, Runnable giveBack) {
    this.address = address;
    this.maker = segment.maker();
    this.lock = lockOf(address, segment);
    ByteBuffer memory = payloadOf(address, segment);
    this.payload = memory;
    // Users of the memory keep this buffer reachable while they touch it; see Cells.
    this.handle = Reachability.onUnreachable(memory, giveBack);
  }

  // Rounded up, so that the last narrow item lies in a whole word.
  private static ByteBuffer payloadOf(BlockAddress address, Segment segment) {
    return segment.slice(address.offset() + HEADER_BYTES, roundUp(address.bytes()));
  }

  private static ByteBuffer lockOf(BlockAddress address, Segment segment) {
    return segment.slice(lockOffset(address.offset()), LOCK_BYTES);
  }

  /** Returns where in its segment the lock of a block lies. */
  static int lockOffset(int block) {
    return block + HEADER_BYTES - LOCK_BYTES;
  }

  static int roundUp(int bytes) {
    return Math.addExact(bytes, Long.BYTES - 1) & -Long.BYTES;
  }

  /**
   * Takes zeroed memory from this process's heap.
   *
   * @throws UncheckedIOException if there is no room
   */
  public static Block allocate(int bytes) {
    try {
      return MemoryOwner.current().heap().allocate(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /**
   * Attaches to a block that a process of this machine made.
   *
   * @throws NoSuchFileException if it is gone
   * @throws IllegalArgumentException if the text is no address
   */
  public static Block attach(String address) throws IOException {
    BlockAddress where = BlockAddress.parse(address);
    Segment segment = SegmentCache.open(where.segment());
    BlockState state = stateOf(where, segment);
    if (!state.tryJoin(where.generation())) {
      throw new NoSuchFileException(
          address,
          null,
          "its owner gave this memory back: the owner must keep its handle until others have theirs");
    }
    return new Block(where, segment, state::leave);
  }

  /**
   * Returns the memory of a block without a handle to it: the caller sees to it that the block
   * lives.
   *
   * @throws NoSuchFileException if its segment is gone
   * @throws IllegalArgumentException if the text is no address
   */
  public static ByteBuffer borrow(String address) throws IOException {
    BlockAddress where = BlockAddress.parse(address);
    Segment segment = SegmentCache.open(where.segment());
    stateOf(where, segment);
    return payloadOf(where, segment);
  }

  /**
   * Returns the size of the memory that an address names.
   *
   * @throws IllegalArgumentException if the text is no address
   */
  public static int bytesAt(String address) {
    return BlockAddress.parse(address).bytes();
  }

  private static BlockState stateOf(BlockAddress where, Segment segment) {
    if (segment.size() - where.offset() < HEADER_BYTES + (long) roundUp(where.bytes())) {
      throw new IllegalArgumentException("Not the name of a value or an array: " + where);
    }
    return new BlockState(segment.slice(0, (int) segment.size()), where.offset());
  }

  @Override
  public String address() {
    memory();
    return address.toString();
  }

  /** Returns the process that made the block. */
  public Maker maker() {
    return maker;
  }

  @Override
  public int bytes() {
    return address.bytes();
  }

  /**
   * Returns the memory, in native byte order, padded to whole words of 8 bytes.
   *
   * @throws IllegalStateException after {@link #close}
   */
  @Override
  public ByteBuffer memory() {
    ByteBuffer memory = payload;
    if (memory == null) {
      throw new IllegalStateException("This handle to shared memory is closed: " + address);
    }
    return memory;
  }

  /**
   * Returns the memory of the lock that guards the payload, all zero at first. Its users keep this
   * block reachable.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public ByteBuffer lock() {
    memory();
    return lock;
  }

  @Override
  public void close() {
    payload = null;
    handle.clean();
  }
}
