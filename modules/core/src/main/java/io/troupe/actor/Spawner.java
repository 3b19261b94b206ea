package io.troupe.actor;

import io.troupe.OwnerLostException;
import io.troupe.PayloadException;
import io.troupe.ProcessStartException;
import io.troupe.function.Task0;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Starts actors in one process. Thread-safe. */
public interface Spawner {

  /**
   * Starts an actor and waits until its behaviour is made.
   *
   * @param factory makes the behaviour, in the process of the actor and on the actor's thread; what
   *     it throws is thrown here. It crosses as a task does, unless the process is this one
   * @param name of the actor among those that were started there: as Pekko allows for the path of
   *     an actor
   * @return the reference
   * @throws IllegalArgumentException if the name is not allowed
   * @throws PayloadException if the factory cannot cross
   * @throws OwnerLostException if the process has ended
   * @throws ProcessStartException if the process does not answer within a minute, or the calling
   *     thread is interrupted
   */
  <T> ActorRef<T> spawn(Task0<Behavior<T>> factory, String name);
}
