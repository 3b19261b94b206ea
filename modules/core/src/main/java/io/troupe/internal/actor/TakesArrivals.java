package io.troupe.internal.actor;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Decodes what comes from other processes on the thread of the actor that it is for, which does not
 * see that it was encoded.
 */
final class TakesArrivals extends BehaviorInterceptor<Object, Object> {
  TakesArrivals() {
    super(Object.class);
  }

  @Override
  public Behavior<Object> aroundReceive(
      TypedActorContext<Object> context, Object message, ReceiveTarget<Object> target) {
    return message instanceof Arrival arrival
        ? take(context, arrival, target)
        : target.apply(context, message);
  }

  private static Behavior<Object> take(
      TypedActorContext<Object> context, Arrival arrival, ReceiveTarget<Object> target) {
    try {
      Object message = arrival.open();
      return message == null ? Behaviors.same() : target.apply(context, message);
    } catch (RuntimeException | Error e) {
      arrival.refuse(e); // who asked need not wait for the time limit
      throw e;
    } finally {
      arrival.processed();
    }
  }
}
