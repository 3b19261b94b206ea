package io.troupe.internal.object;

import io.troupe.internal.system.ActorThreads;
import io.troupe.internal.system.Actors;
import io.troupe.internal.system.LocalActor;
import io.troupe.internal.system.Role;
import io.troupe.proto.ObjectHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The objects that a runtime owns, by their numbers, each with its actor. Thread-safe. */
final class OwnedObjects {
  private final Actors actors;
  private final LocalOwner self;
  private final Map<Long, OwnedObject> objects = new ConcurrentHashMap<>();
  private final Map<Long, LastingObject> lasting = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  OwnedObjects(Actors actors, LocalOwner self) {
    this.actors = actors;
    this.self = self;
  }

  /** As {@link Objects#create}. */
  ObjectRef create(String kind, ObjectRole role) {
    return create(numbers.incrementAndGet(), kind, role);
  }

  ObjectRef create(long number, String kind, ObjectRole role) {
    return referenceTo(make(number, kind, role, null));
  }

  long createHeldBy(Keeper keeper, String kind, ObjectRole role) {
    return make(numbers.incrementAndGet(), kind, role, keeper).id();
  }

  /** Makes an object, which is held from the beginning if there is a holder. */
  private OwnedObject make(long number, String kind, ObjectRole role, @Nullable Keeper holder) {
    AtomicReference<@Nullable Shortcut> shortcut = new AtomicReference<>();
    LocalActor<ObjectMessage> actor = actors.spawn(kind, ActorThreads.CALLERS, self -> {
      Role<ObjectMessage> made = role.of(number, self);
      shortcut.set(made instanceof Shortcut direct ? direct : null);
      return new Watched(number, made);
    });
    OwnedObject object = new OwnedObject(number, actor, shortcut.get(), ObjectGroup.ofThisThread());
    if (holder != null) {
      object.hold(holder, 0);
    }
    objects.put(number, object);
    object.joinGroup();
    return object;
  }

  /** As {@link Objects#createLasting}. */
  LastingObject createLasting(Objects all, String kind, ObjectRole role) {
    long number = numbers.incrementAndGet();
    LastingObject made = new LastingObject(all, number, kind, role);
    lasting.put(number, made);
    return made;
  }

  LastingObject lasting(long number) {
    return java.util.Objects.requireNonNull(lasting.get(number), "lasting object");
  }

  /** Returns an object that has begun and not ended; else null. */
  @Nullable
  OwnedObject get(long number) {
    return objects.get(number);
  }

  /** As {@link #get}, but begins one that lasts. */
  @Nullable
  OwnedObject find(long object) {
    OwnedObject known = objects.get(object);
    LastingObject begins = known == null ? lasting.get(object) : null;
    if (begins != null) {
      begins.ref();
      return objects.get(object);
    }
    return known;
  }

  @Nullable
  ObjectRef reference(long number) {
    OwnedObject object = objects.get(number);
    return object == null ? null : object.refHere(self);
  }

  private ObjectRef referenceTo(OwnedObject object) {
    ObjectRef reference = object.refHere(self);
    if (reference == null) {
      throw LostObject.gone(object.id(), ProcessHandle.current().pid());
    }
    return reference;
  }

  /** Returns a reference to an own object that came home as a handle. */
  ObjectRef reopen(ObjectHandle handle) {
    OwnedObject object = objects.get(handle.getObject());
    if (object == null) {
      throw LostObject.gone(handle.getObject(), handle.getOwnerPid());
    }
    ObjectRef reference = referenceTo(object);
    object.forget(handle.getTicket());
    return reference;
  }

  /** Another runtime holds nothing any more. */
  void gone(Association association) {
    for (OwnedObject object : objects.values()) {
      object.gone(association);
    }
  }

  /** Fails what still waits for an answer of the object. */
  private void ended(long number) {
    self.forgetObject(number);
    OwnedObject object = objects.remove(number);
    if (object != null) {
      object.ended().forEach(holder -> holder.tell(number, LostObject.answer()));
    }
  }

  /** Tells when an actor has ended, whether it stopped or failed. */
  private final class Watched implements Role<ObjectMessage> {
    private final long number;
    private final Role<ObjectMessage> role;

    Watched(long number, Role<ObjectMessage> role) {
      this.number = number;
      this.role = role;
    }

    @Override
    public boolean onMessage(ObjectMessage message) {
      return role.onMessage(message);
    }

    @Override
    public void onEnd() {
      role.onEnd();
      ended(number);
    }
  }
}
