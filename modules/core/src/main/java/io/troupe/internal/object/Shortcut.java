package io.troupe.internal.object;

/**
 * What the role of an object may be besides, if some of its requests need not pass through its
 * actor. Such a request comes behind those that came before by the same link, as far as the actor
 * has taken them.
 */
public interface Shortcut {

  /**
   * Takes a request, on the thread that reads it, of which there is one for each link. Must not
   * block.
   *
   * @return false if the actor is to take it
   */
  boolean take(ObjectMessage.Request request);
}
