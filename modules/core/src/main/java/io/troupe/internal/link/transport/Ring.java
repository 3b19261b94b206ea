package io.troupe.internal.link.transport;

import io.troupe.internal.memory.Block;
import io.troupe.proto.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Bytes on their way from one process to another, in memory that both share; its layout stands in
 * frame.proto. One thread at a time writes and one reads, and what the other side may have done to
 * the numbers does no harm here.
 */
public final class Ring {
  /**
   * A reader that keeps up empties this in about the time in which a writer that waits looks again.
   */
  static final int CAPACITY = 512 << 10;

  private static final VarHandle WORDS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  // Each on two cache lines of its own, for processors fetch lines by twos.
  private static final int WRITTEN = 32;
  private static final int READ = 160;
  private static final int WAITS = 288;
  private static final int DATA = 416;

  private final Block block;
  private final ByteBuffer memory;
  private final FrameEncoder encoder = new FrameEncoder();

  /** How many bytes this side has written or read: each side has one of the two roles. */
  private long own;

  private Ring(Block block) {
    this.block = block;
    this.memory = block.memory();
  }

  /** Makes one, to be written to. */
  public static Ring create() throws IOException {
    try {
      return new Ring(Block.allocate(DATA + CAPACITY));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Opens one that another process has made, to be read from.
   *
   * @throws IOException if it is not on this machine
   * @throws IllegalArgumentException if the text is no address of a ring
   */
  public static Ring attach(String address) throws IOException {
    Block block = Block.attach(address);
    if (block.bytes() != DATA + CAPACITY) {
      throw new IllegalArgumentException("No ring: " + address);
    }
    return new Ring(block);
  }

  public String address() {
    return block.address();
  }

  /** No process will attach any more: the memory goes when neither side uses it. */
  public void hide() {
    block.close();
  }

  /** Writes what there is room for; {@code from} keeps the rest. Returns the number of bytes. */
  int write(ByteBuffer from) throws MalformedFrameException {
    int count = Math.min(from.remaining(), room());
    int at = (int) (own & CAPACITY - 1);
    int first = Math.min(count, CAPACITY - at);
    memory.put(DATA + at, from, from.position(), first);
    memory.put(DATA, from, from.position() + first, count - first);
    from.position(from.position() + count);
    own += count;
    WORDS.setRelease(memory, WRITTEN, own);
    return count;
  }

  /** Writes a frame, if there is room for the whole of it. */
  boolean write(Frame frame, int size) throws IOException {
    if (room() < FrameFormat.HEADER + size) {
      return false;
    }
    Output out = new Output(own);
    encoder.encode(frame, size, out);
    own = out.at;
    WORDS.setRelease(memory, WRITTEN, own);
    return true;
  }

  /** Fills the ring from where it was written to. */
  private final class Output extends OutputStream {
    private long at;

    Output(long at) {
      this.at = at;
    }

    @Override
    public void write(int b) {
      memory.put(DATA + (int) (at++ & CAPACITY - 1), (byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      int start = (int) (at & CAPACITY - 1);
      int first = Math.min(count, CAPACITY - start);
      memory.put(DATA + start, bytes, offset, first);
      memory.put(DATA, bytes, offset + first, count - first);
      at += count;
    }
  }

  boolean isFull() throws MalformedFrameException {
    return room() == 0;
  }

  private int room() throws MalformedFrameException {
    return CAPACITY - checked(own - (long) WORDS.getAcquire(memory, READ));
  }

  /**
   * Returns, for the writer, whether the reader waits, once each time. What was written before is
   * found by the reader else.
   */
  boolean takeWaiting() {
    VarHandle.fullFence();
    return (long) WORDS.getOpaque(memory, WAITS) != 0
        && (long) WORDS.getAndSet(memory, WAITS, 0L) != 0;
  }

  /** Reads what there is and fits. Returns the number of bytes. */
  int read(ByteBuffer into) throws MalformedFrameException {
    int count = Math.min(into.remaining(), filled());
    int at = (int) (own & CAPACITY - 1);
    int first = Math.min(count, CAPACITY - at);
    into.put(into.position(), memory, DATA + at, first);
    into.put(into.position() + first, memory, DATA, count - first);
    into.position(into.position() + count);
    own += count;
    WORDS.setRelease(memory, READ, own);
    return count;
  }

  private int filled() throws MalformedFrameException {
    return checked((long) WORDS.getAcquire(memory, WRITTEN) - own);
  }

  /** The reader says that it waits; returns whether it must, for nothing has come meanwhile. */
  boolean startWaiting() throws MalformedFrameException {
    WORDS.setVolatile(memory, WAITS, 1L);
    VarHandle.fullFence();
    return filled() == 0;
  }

  void stopWaiting() {
    WORDS.setRelease(memory, WAITS, 0L);
  }

  private static int checked(long count) throws MalformedFrameException {
    if (count < 0 || count > CAPACITY) {
      throw new MalformedFrameException("a ring of " + CAPACITY + " bytes that holds " + count);
    }
    return (int) count;
  }
}
