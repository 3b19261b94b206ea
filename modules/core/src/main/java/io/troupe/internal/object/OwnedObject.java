package io.troupe.internal.object;

import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * One object of this runtime: its actor, and who holds it. It is unused when nobody does: no process, this one included,
 * and no handle under way. Thread-safe.
 */
final class OwnedObject {
  private final long id;
  private final ActorRef<ObjectMessage> actor;

  // All guarded by this.
  private final Set<Caller> holders = new HashSet<>();
  // Who has ever held it, other processes only: what they have in their hands outlives their
  // handles.
  private final Set<Caller> visitors = new HashSet<>();
  private final Set<Long> tickets = new HashSet<>();
  private WeakReference<@Nullable ObjectRef> here = new WeakReference<>(null);
  private boolean ended;

  private final @Nullable ObjectGroup group;

  OwnedObject(long id, ActorRef<ObjectMessage> actor, @Nullable ObjectGroup group) {
    this.id = id;
    this.actor = actor;
    this.group = group;
  }

  /** To be called once others can find it. */
  void joinGroup() {
    if (group != null) {
      group.add(this);
    }
  }

  long id() {
    return id;
  }

  void tell(ObjectMessage message) {
    actor.tell(message);
  }

  /** Takes a holder in, its ticket spent. Returns false if the object has ended. */
  synchronized boolean hold(Caller caller, long ticket) {
    if (!ended) {
      tickets.remove(ticket);
      holders.add(caller);
      visitors.add(caller);
    }
    return !ended;
  }

  /** Returns the reference of this process, which holds the object until it is dropped; null if the object has ended. */
  synchronized @Nullable ObjectRef refHere(Caller self, Peer owner) {
    ObjectRef known = here.get();
    if (known != null || ended) {
      return known;
    }
    ObjectRef made = ObjectRef.to(owner, id);
    here = new WeakReference<>(made);
    holders.add(self);
    return made;
  }

  /** Returns whether a process holds it; handles under way do not count. */
  synchronized boolean isHeld() {
    return !holders.isEmpty();
  }

  synchronized boolean issue(long ticket) {
    return !ended && tickets.add(ticket);
  }

  void forget(long ticket) {
    synchronized (this) {
      tickets.remove(ticket);
    }
    endIfUnused();
  }

  /** No longer counts a holder; a reference of this process that was made anew meanwhile still does. */
  void drop(Caller caller) {
    synchronized (this) {
      if (caller.isLocal() && here.get() != null) {
        return;
      }
      holders.remove(caller);
    }
    endIfUnused();
  }

  /** A process has ended, which may have held this, now or before. */
  void gone(Caller caller) {
    boolean known;
    synchronized (this) {
      known = visitors.remove(caller);
    }
    if (known) {
      actor.tell(new ObjectMessage.CallerGone(caller));
      drop(caller);
    }
  }

  private void endIfUnused() {
    synchronized (this) {
      if (ended || !holders.isEmpty() || !tickets.isEmpty()) {
        return;
      }
      ended = true;
    }
    actor.tell(ObjectMessage.Unused.INSTANCE);
  }

  /** Ends it, whoever holds it. */
  void end() {
    actor.tell(ObjectMessage.Unused.INSTANCE);
  }

  /** The actor has ended, for whatever reason. Returns who still held it. */
  Set<Caller> ended() {
    if (group != null) {
      group.remove(this);
    }
    synchronized (this) {
      ended = true;
      return Set.copyOf(holders);
    }
  }
}
