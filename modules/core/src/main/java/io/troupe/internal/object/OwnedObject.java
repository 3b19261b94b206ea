package io.troupe.internal.object;

import io.troupe.internal.system.LocalActor;
import io.troupe.proto.Done;
import io.troupe.proto.Frame;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object of this runtime: its actor, and who holds it. It is unused when nothing does: no
 * process, this one included, and no handle under way. Thread-safe.
 */
final class OwnedObject {
  private final long id;
  private final LocalActor<ObjectMessage> actor;
  private final @Nullable Shortcut shortcut;

  // All guarded by this.
  // Who has ever held it, and how often those hold it now: what a process has in its hands outlives
  // its handles.
  private final Map<Caller, Integer> holders = new HashMap<>();
  private final Tickets tickets = new Tickets();
  private WeakReference<@Nullable ObjectRef> here = new WeakReference<>(null);
  private boolean ended;
  /**
   * Whether a process on another machine was given a handle; to know the number of an object is not
   * enough for those.
   */
  private boolean givenAway;

  private final @Nullable ObjectGroup group;

  OwnedObject(
      long id,
      LocalActor<ObjectMessage> actor,
      @Nullable Shortcut shortcut,
      @Nullable ObjectGroup group) {
    this.id = id;
    this.actor = actor;
    this.shortcut = shortcut;
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

  /** Takes what another runtime says of this object, or to it. */
  void take(ObjectMessage.Request request) {
    Caller caller = request.caller();
    Frame frame = request.frame();
    if (caller.isStranger() && !mayUse(frame)) {
      request.reply(LostObject.answer());
      return;
    }
    switch (frame.getBodyCase()) {
      case HOLD -> confirm(hold(caller, frame.getHold().getTicket()), request);
      case ISSUE -> confirm(issue(frame.getIssue().getTicket()), request);
      case VOID_TICKET -> forget(frame.getVoidTicket().getTicket());
      case DROP -> drop(caller, frame.getDrop().getTimes());
      default -> tell(request);
    }
  }

  private void tell(ObjectMessage.Request request) {
    if (shortcut == null || !shortcut.take(request)) {
      actor.tell(request);
    }
  }

  /** All that came over a network know one key, and count as one. */
  private synchronized boolean mayUse(Frame frame) {
    givenAway |= frame.hasHold() && tickets.isUnderWay(frame.getHold().getTicket());
    return givenAway;
  }

  private static void confirm(boolean exists, ObjectMessage.Request request) {
    request.reply(
        exists ? Frame.newBuilder().setDone(Done.getDefaultInstance()) : LostObject.answer());
  }

  /** Takes a holder in, its ticket spent. Returns false if the object has ended. */
  synchronized boolean hold(Caller caller, long ticket) {
    if (!ended) {
      tickets.spend(ticket);
      holders.merge(caller, 1, Integer::sum);
    }
    return !ended;
  }

  /**
   * Returns the reference of this process, which holds the object until it is dropped; null if the
   * object has ended.
   */
  synchronized @Nullable ObjectRef refHere(LocalOwner self) {
    ObjectRef known = here.get();
    if (known != null || ended) {
      return known;
    }
    ObjectRef made = ObjectRef.to(self, id);
    here = new WeakReference<>(made);
    holders.put(self, 1);
    return made;
  }

  /** Returns whether a process holds it; handles under way do not count. */
  synchronized boolean isHeld() {
    return holders.values().stream().anyMatch(times -> times > 0);
  }

  synchronized boolean isEnding() {
    return ended;
  }

  synchronized boolean issue(long ticket) {
    if (!ended) {
      tickets.issue(ticket);
    }
    return !ended;
  }

  void forget(long ticket) {
    synchronized (this) {
      tickets.spend(ticket);
    }
    endIfUnused();
  }

  /**
   * A reference of this runtime is no longer reachable; one that was made anew meanwhile still
   * counts.
   */
  void dropHere(LocalOwner self) {
    synchronized (this) {
      if (here.get() != null) {
        return;
      }
      holders.remove(self);
    }
    endIfUnused();
  }

  /** A holder gives up as many holds; those of which it did not know the answer yet stay. */
  void drop(Caller caller, int times) {
    synchronized (this) {
      holders.computeIfPresent(caller, (holder, held) -> held - times);
    }
    endIfUnused();
  }

  /** A process has ended, which may have held this, now or before. */
  void gone(Caller caller) {
    boolean knew;
    synchronized (this) {
      knew = holders.remove(caller) != null;
    }
    if (knew) {
      actor.tell(new ObjectMessage.CallerGone(caller));
      endIfUnused();
    }
  }

  private void endIfUnused() {
    synchronized (this) {
      if (ended || isHeld() || !tickets.isEmpty()) {
        return;
      }
      ended = true;
    }
    actor.tell(ObjectMessage.Unused.INSTANCE);
  }

  /** Ends it, even while it is held. */
  void end() {
    actor.tell(ObjectMessage.Unused.INSTANCE);
  }

  /** The actor has ended, for any reason. Returns who still held it. */
  List<Caller> ended() {
    if (group != null) {
      group.remove(this);
    }
    synchronized (this) {
      ended = true;
      return holders.entrySet().stream()
          .filter(holder -> holder.getValue() > 0)
          .map(Map.Entry::getKey)
          .toList();
    }
  }
}
