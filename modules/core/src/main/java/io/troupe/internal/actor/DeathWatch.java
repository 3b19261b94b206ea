package io.troupe.internal.actor;

import io.troupe.OwnerLostException;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.Frame;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.dispatch.sysmsg.DeathWatchNotification;
import org.jspecify.annotations.Nullable;

/**
 * Who watches an actor elsewhere from this process. Its process is asked once, by the first.
 * Thread-safe.
 */
final class DeathWatch {
  private final RemoteActorRef actor;
  private final ObjectRef object;
  private final End end;
  private final ActorRefs refs;

  // Guarded by this.
  private final Set<InternalActorRef> watchers = new LinkedHashSet<>();
  private boolean asking;
  private @Nullable Answer asked;
  private boolean over;

  DeathWatch(RemoteActorRef actor, ObjectRef object, End end, ActorRefs refs) {
    this.actor = actor;
    this.object = object;
    this.end = end;
    this.refs = refs;
  }

  void add(InternalActorRef watcher) {
    boolean late;
    synchronized (this) {
      late = over;
      if (!late) {
        watchers.add(watcher);
      }
    }
    if (late) {
      tell(watcher);
    } else {
      begin();
    }
  }

  /** Asks the process of the actor, if that was not done. What it answers is the end. */
  void begin() {
    synchronized (this) {
      if (asking || over) {
        return;
      }
      asking = true;
    }
    try {
      Answer answer = object.ask(ActorFrames.watch());
      synchronized (this) {
        asked = answer;
      }
      answer.stage().whenComplete(this::answered);
    } catch (OwnerLostException e) {
      lost(e);
    }
  }

  void remove(InternalActorRef watcher) {
    Answer unwanted = null;
    synchronized (this) {
      watchers.remove(watcher);
      if (watchers.isEmpty() && asked != null && !end.isWanted()) {
        unwanted = asked;
        asked = null;
        asking = false;
      }
    }
    if (unwanted != null && !unwanted.isDone()) {
      withdraw(unwanted);
    }
  }

  private void withdraw(Answer answer) {
    try {
      object.withdraw(answer);
    } catch (OwnerLostException e) {
      // None is left that would say anything.
      return;
    }
  }

  /** On the thread that delivered the actor's last messages: behind those. */
  private void answered(@Nullable Frame frame, @Nullable Throwable failure) {
    if (frame == null) {
      lost(failure == null ? object.lost() : failure);
    } else if (!frame.hasRequestWithdrawn()) {
      end.said(frame.getActor().getEnded(), refs.failures());
      ended();
    }
  }

  private void lost(Throwable reason) {
    end.lost(reason);
    ended();
  }

  private void ended() {
    List<InternalActorRef> all;
    synchronized (this) {
      over = true;
      all = List.copyOf(watchers);
      watchers.clear();
    }
    all.forEach(this::tell);
  }

  /** Each gets one of its own, for the notification is a link of the watcher's mailbox. */
  private void tell(InternalActorRef watcher) {
    refs.notify(watcher, new DeathWatchNotification(actor, true, false));
  }
}
