package io.troupe.internal.sync;

/** How the users of an object reach its state. */
public enum Sharing {
  /**
   * Through a cell in shared memory; the actor is asked only by those who wait. For processes of
   * one machine.
   */
  CELL,
  /** Through the actor alone, from any machine. */
  ACTOR
}
