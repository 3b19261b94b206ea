package io.troupe.internal.system;

/**
 * An actor's state, and what the actor does with its messages. Called by one thread at a time, each
 * of which sees what the one before it left. A role that others wait for neither blocks nor runs
 * the program's code.
 *
 * @param <M> the messages
 */
public interface Role<M> {

  /**
   * Takes one message. A role that throws has ended.
   *
   * @return whether the actor goes on; false ends it
   */
  boolean onMessage(M message);

  /** Called once, behind the last message, for each kind of end. */
  default void onEnd() {}
}
