package io.troupe.internal.object;

import io.troupe.internal.system.LocalActor;
import io.troupe.internal.system.Role;

/** Makes the role of an object's actor, which ends on {@link ObjectMessage.Unused}. */
@FunctionalInterface
public interface ObjectRole {

  /**
   * Makes the role of one object.
   *
   * @param number that of the object, which {@link Caller#tell} asks for
   * @param self its actor
   */
  Role<ObjectMessage> of(long number, LocalActor<ObjectMessage> self);
}
