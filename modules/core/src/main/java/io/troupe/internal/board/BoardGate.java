package io.troupe.internal.board;

import io.troupe.internal.wait.CpuGate;

/**
 * Lets a thread spin while the host and all its processes together have fewer spinning threads and
 * running tasks than cores. It asks by counting itself first, so that two that ask at once may both
 * be refused, but never both be one too many.
 */
final class BoardGate implements CpuGate {
  private final BoardMemory memory;
  private final int cell;
  private final int cores;

  /** @param cell the cell of this process */
  BoardGate(BoardMemory memory, int cell) {
    this.memory = memory;
    this.cell = cell;
    cores = memory.cores();
  }

  @Override
  public boolean startSpinning() {
    memory.addSpinning(cell, 1);
    if (isWithinCores()) {
      return true;
    }
    memory.addSpinning(cell, -1);
    return false;
  }

  @Override
  public void stopSpinning() {
    memory.addSpinning(cell, -1);
  }

  private boolean isWithinCores() {
    int cells = memory.cellsInUse();
    long active = 0;
    for (int i = 0; i < cells && active <= cores; i++) {
      active += memory.active(i);
    }
    return active <= cores;
  }
}
