package io.troupe.internal.board;

/**
 * One process's cell on the board: a few words of memory that a host shares with each of its
 * processes. What a process wrote there survives its death by any signal. Thread-safe; plain memory
 * operations, no system call.
 */
public interface Cell {

  /** Returns the id of the task that runs now, 0 when none does. */
  long runningTask();

  /** Stores the id of the task that is about to run; 0 when it has ended. */
  void runningTask(long task);
}
