package io.troupe.internal.manager.type;

/** An object of a shared type of Troupe's own that is told when no process has it any more. */
public interface Ending {

  /** Called once, on a thread that must not block. */
  void onEnd();
}
