package io.troupe.internal.logs;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The memory that a process and its host share for logs; its layout stands in logs.proto. What each
 * number means is up to the {@code LogWriter} and the {@code LogStream}; each is written by one
 * side only, but for the one that says who waits.
 */
public final class LogMemory {
  /** Room for some thousand events: what a burst has more waits until the host has read. */
  public static final int CAPACITY = 512 << 10;

  /** The number of loggers that have a threshold of their own. */
  public static final int SLOTS = 2048;

  private static final int THRESHOLDS = 512;
  private static final int DATA = THRESHOLDS + SLOTS * Integer.BYTES;

  /** The size of the whole. */
  public static final int BYTES = DATA + CAPACITY;

  private static final int WRITTEN = 64;
  private static final int DROPPED = 72;
  private static final int READ = 192;
  private static final int WAITS = 320;

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INTS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final ByteBuffer memory;

  private LogMemory(ByteBuffer memory) {
    this.memory = memory;
  }

  /** Maps a file of {@link #BYTES} bytes. */
  public static LogMemory map(FileChannel file) throws IOException {
    return new LogMemory(file.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
  }

  /** Opens the one that the host has made. */
  public static LogMemory open(Path path) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (file.size() != BYTES) {
        throw new IOException(path + " is no memory for logs");
      }
      return map(file);
    }
  }

  /** Makes it as good as new, for a process that comes. */
  public void clear() {
    for (int at = 0; at < DATA; at += Long.BYTES) {
      LONGS.setRelease(memory, at, 0L);
    }
  }

  public long written() {
    return (long) LONGS.getAcquire(memory, WRITTEN);
  }

  /** Shows the reader all bytes up to this one. */
  public void publish(long written) {
    LONGS.setRelease(memory, WRITTEN, written);
  }

  public long read() {
    return (long) LONGS.getAcquire(memory, READ);
  }

  /** Gives the writer the room up to this byte. */
  public void release(long read) {
    LONGS.setRelease(memory, READ, read);
  }

  public long dropped() {
    return (long) LONGS.getAcquire(memory, DROPPED);
  }

  public void dropped(long count) {
    LONGS.setRelease(memory, DROPPED, count);
  }

  /** The reader says that it is to be woken; it must then look once more. */
  public void startWaiting() {
    LONGS.setVolatile(memory, WAITS, 1L);
    VarHandle.fullFence();
  }

  public void stopWaiting() {
    LONGS.setRelease(memory, WAITS, 0L);
  }

  /** Returns, for the writer, whether the reader is to be woken, once each time. */
  public boolean takeWaiting() {
    VarHandle.fullFence();
    return (long) LONGS.getOpaque(memory, WAITS) != 0
        && (long) LONGS.getAndSet(memory, WAITS, 0L) != 0;
  }

  /** Returns what the logger of this slot lets through. */
  public int threshold(int slot) {
    return (int) INTS.getOpaque(memory, THRESHOLDS + slot * Integer.BYTES);
  }

  public void threshold(int slot, int threshold) {
    INTS.setOpaque(memory, THRESHOLDS + slot * Integer.BYTES, threshold);
  }

  /** Writes bytes at a place in the ring. */
  public void put(long position, byte[] bytes) {
    int at = at(position);
    int first = Math.min(bytes.length, CAPACITY - at);
    memory.put(DATA + at, bytes, 0, first);
    memory.put(DATA, bytes, first, bytes.length - first);
  }

  /** Reads so many bytes from a place in the ring. */
  public byte[] get(long position, int count) {
    byte[] bytes = new byte[count];
    int at = at(position);
    int first = Math.min(count, CAPACITY - at);
    memory.get(DATA + at, bytes, 0, first);
    memory.get(DATA, bytes, first, count - first);
    return bytes;
  }

  private static int at(long position) {
    return (int) (position & CAPACITY - 1);
  }
}
