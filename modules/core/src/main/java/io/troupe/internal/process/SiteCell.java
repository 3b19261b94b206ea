package io.troupe.internal.process;

import io.troupe.internal.board.Cell;
import io.troupe.spi.SiteProcess;

/** The cell of a process elsewhere: its board is there, and only what is said of it is known. */
record SiteCell(SiteProcess process) implements Cell {

  @Override
  public long runningTask() {
    return process.runningTask();
  }

  @Override
  public void runningTask(long task) {
    throw new UnsupportedOperationException("only the process itself says what it runs");
  }
}
