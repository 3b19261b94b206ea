package io.troupe.internal.actor;

import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.system.LocalActor;
import io.troupe.proto.Failure;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.internal.adapter.ActorRefAdapter;
import org.jspecify.annotations.Nullable;

/**
 * The actors of this process to which others refer, each an object as long as they do. Thread-safe.
 */
final class Exports {
  private final ActorRefs refs;

  // Both guarded by this.
  private final Map<InternalActorRef, Export> byTarget = new HashMap<>();
  private final Map<Long, InternalActorRef> byNumber = new HashMap<>();

  Exports(ActorRefs refs) {
    this.refs = refs;
  }

  /**
   * @param entry takes arrivals; a {@link Forwarder} unless the actor was started for others
   * @param pin holds the object while the actor lives, where it was started for others
   */
  private record Export(
      long number,
      LocalActor<ObjectMessage> actor,
      ActorRef<Object> entry,
      boolean started,
      @Nullable ObjectRef pin) {

    Export with(@Nullable ObjectRef pinned) {
      return new Export(number, actor, entry, started, pinned);
    }
  }

  /** Makes an object of an actor that was started for others, which lasts as long as that. */
  synchronized ObjectRef started(InternalActorRef target) {
    ObjectRef made = create(target, ActorRefAdapter.apply(target), true);
    byTarget.computeIfPresent(target, (key, known) -> known.with(made));
    return made;
  }

  /** Returns the object that an actor is, making it one if need be. */
  synchronized ObjectRef export(InternalActorRef target) {
    Export known = byTarget.get(target);
    ObjectRef object = known == null ? null : refs.objects().reference(known.number());
    if (object != null) {
      return object;
    }
    ActorRef<Object> forwarder =
        refs.actors().spawn(Forwarder.to(target), refs.newName("forwarder"));
    ObjectRef made = create(target, forwarder, false);
    refs.keeper().watch(target);
    return made;
  }

  private ObjectRef create(InternalActorRef target, ActorRef<Object> entry, boolean started) {
    return refs.objects().create("actor", (number, self) -> {
      byTarget.put(target, new Export(number, self, entry, started, null));
      byNumber.put(number, target);
      return new ExportedActor(refs, number, target, entry, () -> remove(target, number));
    });
  }

  /** No other process refers to it any more. It may have been made an object anew since. */
  private synchronized void remove(InternalActorRef target, long number) {
    byNumber.remove(number);
    Export last = byTarget.get(target);
    if (last == null || last.number() != number) {
      return;
    }
    byTarget.remove(target);
    if (!last.started()) {
      refs.keeper().unwatch(target);
      last.entry().tell(Forwarder.End.END);
    }
  }

  /** Returns whether an actor lives that a keeper started. */
  synchronized boolean isStarted(InternalActorRef target) {
    Export known = byTarget.get(target);
    return known != null && known.started();
  }

  /** Returns the actor that an object is; null if it is none. */
  synchronized @Nullable InternalActorRef target(long number) {
    return byNumber.get(number);
  }

  /** Returns what hands an actor what comes from elsewhere, in order; null if nothing does. */
  synchronized @Nullable ActorRef<Object> forwarder(InternalActorRef target) {
    Export known = byTarget.get(target);
    return known == null || known.started() ? null : known.entry();
  }

  /**
   * An actor has ended: those who refer to it are told, and the object goes when they have let go
   * of it.
   *
   * @return whether it was started for others
   */
  boolean ended(InternalActorRef target, @Nullable Failure failure) {
    Export known = unpin(target);
    if (known != null) {
      known.actor().tell(new ExportedActor.Ended(failure));
    }
    return known != null && known.started();
  }

  private synchronized @Nullable Export unpin(InternalActorRef target) {
    return byTarget.computeIfPresent(target, (key, known) -> known.with(null));
  }
}
