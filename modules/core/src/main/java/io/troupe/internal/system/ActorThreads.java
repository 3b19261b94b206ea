package io.troupe.internal.system;

import io.troupe.internal.wait.SerialThread;
import java.util.concurrent.Executor;

/** Where one of Troupe's actors runs. */
public enum ActorThreads {
  /**
   * On the threads of those who send to it: no wake-up on the way. Such an actor does not block.
   */
  CALLERS,

  /** On threads of Troupe's: such an actor may wait for the operating system. */
  OWN;

  private static final Executor CALLER = new CallerThread();
  private static final Executor SERIAL = new SerialThread("troupe-actors");

  /** Runs something there while there is no actor system. */
  void execute(Runnable work) {
    (this == CALLERS ? CALLER : SERIAL).execute(work);
  }
}
