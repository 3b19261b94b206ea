package io.troupe.internal.actor;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Gives a behaviour that fails the signal for a restart instead of that for an end, as supervision
 * inside a process does: it is made anew, though in another process.
 */
public final class BeforeRestart extends BehaviorInterceptor<Object, Object> {
  private boolean failed;

  private BeforeRestart() {
    super(Object.class);
  }

  /** Returns a behaviour that does as another, and hears before its restart that there is one. */
  public static <T> Behavior<T> of(Behavior<T> behavior) {
    return Behaviors.<Object, Object>intercept(BeforeRestart::new, behavior.unsafeCast())
        .unsafeCast();
  }

  @Override
  public Behavior<Object> aroundReceive(
      TypedActorContext<Object> context, Object message, ReceiveTarget<Object> target) {
    try {
      return target.apply(context, message);
    } catch (RuntimeException | Error e) {
      failed = true;
      tell(() -> target.signalRestart(context), e);
      throw e;
    }
  }

  @Override
  public Behavior<Object> aroundSignal(
      TypedActorContext<Object> context, Signal signal, SignalTarget<Object> target) {
    if (failed && signal instanceof PostStop) {
      return Behaviors.same();
    }
    try {
      return target.apply(context, signal);
    } catch (RuntimeException | Error e) {
      if (!(signal instanceof PostStop)) {
        failed = true;
        tell(() -> target.apply(context, PreRestart.instance()), e);
      }
      throw e;
    }
  }

  /** What fails there does not hide why there is a restart. */
  private static void tell(Runnable signal, Throwable cause) {
    try {
      signal.run();
    } catch (RuntimeException | Error e) {
      if (e != cause) {
        cause.addSuppressed(e);
      }
    }
  }
}
