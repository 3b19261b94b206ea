package io.troupe.internal.object;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.BehaviorSignalInterceptor;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Tells that an actor has ended, whether it stopped or failed. */
final class StopSignal extends BehaviorSignalInterceptor<ObjectMessage> {
  private final Runnable ended;

  private StopSignal(Runnable ended) {
    this.ended = ended;
  }

  static Behavior<ObjectMessage> after(Behavior<ObjectMessage> behavior, Runnable ended) {
    return Behaviors.intercept(() -> new StopSignal(ended), behavior);
  }

  @Override
  public Behavior<ObjectMessage> aroundSignal(
      TypedActorContext<ObjectMessage> context,
      Signal signal,
      BehaviorInterceptor.SignalTarget<ObjectMessage> target) {
    Behavior<ObjectMessage> next = target.apply(context, signal);
    if (signal instanceof PostStop) {
      ended.run();
    }
    return next;
  }
}
