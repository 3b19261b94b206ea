package io.troupe.internal.board;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The words of a board. Cells are 64 bytes, a cache line each, so that processes do not slow each
 * other down. Word 0 of each cell is the running task, word 1 the number of spinning threads; cell
 * 0 is the host's and also says how many cells are in use and how many cores there are.
 * Thread-safe.
 */
final class BoardMemory {
  static final int CELL_BYTES = 64;

  private static final VarHandle WORDS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final int RUNNING_TASK = 0;
  private static final int SPINNING = 8;
  private static final int CELLS_IN_USE = 16;
  private static final int CORES = 24;
  private static final int MAGIC = 56;
  private static final long MAGIC_VALUE = 0x74726f7570650001L;

  private final ByteBuffer memory;

  BoardMemory(ByteBuffer memory) {
    this.memory = memory;
  }

  int capacity() {
    return memory.capacity() / CELL_BYTES;
  }

  void format(int cores) {
    set(CORES, cores);
    set(CELLS_IN_USE, 1);
    set(MAGIC, MAGIC_VALUE);
  }

  boolean isFormatted() {
    return capacity() > 0 && get(MAGIC) == MAGIC_VALUE;
  }

  int cores() {
    return (int) get(CORES);
  }

  /** One more than the highest cell that is in use. */
  int cellsInUse() {
    return (int) get(CELLS_IN_USE);
  }

  void cellsInUse(int count) {
    set(CELLS_IN_USE, count);
  }

  long runningTask(int cell) {
    return get(cell * CELL_BYTES + RUNNING_TASK);
  }

  void runningTask(int cell, long task) {
    set(cell * CELL_BYTES + RUNNING_TASK, task);
  }

  void addSpinning(int cell, long count) {
    WORDS.getAndAdd(memory, cell * CELL_BYTES + SPINNING, count);
  }

  /** Returns how many threads of the process spin or run a task. */
  long active(int cell) {
    long spinning = get(cell * CELL_BYTES + SPINNING);
    return runningTask(cell) == 0 ? spinning : spinning + 1;
  }

  void clear(int cell) {
    set(cell * CELL_BYTES + RUNNING_TASK, 0);
    set(cell * CELL_BYTES + SPINNING, 0);
  }

  private long get(int offset) {
    return (long) WORDS.getAcquire(memory, offset);
  }

  private void set(int offset, long value) {
    WORDS.setRelease(memory, offset, value);
  }
}
