package io.troupe.internal.system;

import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;

/** The threads of an actor system that the program's actors do not use. */
public final class InternalThreads {
  /** For actors that run there. */
  public static final Props PROPS =
      DispatcherSelector.fromConfig("pekko.actor.internal-dispatcher");

  private InternalThreads() {}
}
