package io.troupe.internal.board;

/** A cell of a board. */
final class BoardCell implements Cell {
  private final BoardMemory memory;
  private final int index;

  BoardCell(BoardMemory memory, int index) {
    this.memory = memory;
    this.index = index;
  }

  @Override
  public long runningTask() {
    return memory.runningTask(index);
  }

  @Override
  public void runningTask(long task) {
    memory.runningTask(index, task);
  }
}
