package io.troupe.internal.object;

import com.google.protobuf.ByteString;
import io.troupe.internal.link.Link;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.system.CallerThreads;
import io.troupe.internal.wait.ResultSource;
import io.troupe.proto.Frame;
import io.troupe.proto.Gone;
import io.troupe.proto.ObjectHandle;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;

/** This runtime as the owner of objects. Thread-safe. */
public final class Owner {
  private static final int KEY_BYTES = 32;

  private final TroupeRuntime runtime;
  private final long id;
  private final byte[] key = new byte[KEY_BYTES];
  private final LocalPeer self = new LocalPeer(this);
  private final Map<Long, OwnedObject> objects = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final AtomicBoolean reachable = new AtomicBoolean();
  private final Map<Long, LastingObject> lasting = new ConcurrentHashMap<>();
  private volatile @Nullable Guest lastGuest;

  // Guarded by this.
  private @Nullable ObjectActors actors;

  private Owner(TroupeRuntime runtime) {
    this.runtime = runtime;
    SecureRandom random = new SecureRandom();
    random.nextBytes(key);
    id = random.nextLong(1, Long.MAX_VALUE);
  }

  private static final class Holder {
    private static final Owner OWNER = new Owner(TroupeRuntime.current());
  }

  /** Returns the owner that this process is. */
  public static Owner ofThisProcess() {
    return Holder.OWNER;
  }

  /** Returns the number of this runtime, by which handles name it; never 0. */
  public long id() {
    return id;
  }

  /**
   * Makes an object, whose actor must neither block nor run user code.
   *
   * @param kind for the name of the actor: lower-case letters
   * @param behavior stops on {@link ObjectMessage.Unused}
   */
  public ObjectRef create(String kind, Behavior<ObjectMessage> behavior) {
    return create(kind, behavior, CallerThreads.PROPS);
  }

  /**
   * As {@link #create(String, Behavior)}, for an actor that sends news.
   *
   * @param behavior takes the number of the object, which {@link Caller#tell} asks for
   */
  public ObjectRef create(String kind, LongFunction<Behavior<ObjectMessage>> behavior) {
    long number = ids.incrementAndGet();
    return create(number, kind, behavior.apply(number), CallerThreads.PROPS);
  }

  /** Makes an object whose actor runs where {@code props} say. */
  public ObjectRef create(String kind, Behavior<ObjectMessage> behavior, Props props) {
    return create(ids.incrementAndGet(), kind, behavior, props);
  }

  private ObjectRef create(
      long number, String kind, Behavior<ObjectMessage> behavior, Props props) {
    Behavior<ObjectMessage> watched = StopSignal.after(behavior, () -> ended(number));
    OwnedObject object = new OwnedObject(
        number, actors().spawn(watched, kind + "-" + number, props), ObjectGroup.ofThisThread());
    objects.put(number, object);
    object.joinGroup();
    return referenceTo(object);
  }

  /**
   * Makes an object that lasts as long as this process, and whose actor begins when somebody first addresses it: for what
   * is rarely used. It is never unused.
   */
  public LastingObject createLasting(String kind, Supplier<Behavior<ObjectMessage>> behavior) {
    long number = ids.incrementAndGet();
    LastingObject made = new LastingObject(
        () -> create(number, kind, behavior.get(), CallerThreads.PROPS),
        () -> handle(number).build());
    lasting.put(number, made);
    return made;
  }

  /** Made when first needed: a process that only uses the objects of others need not wait for its actor system. */
  private synchronized ObjectActors actors() {
    if (actors == null) {
      actors = ObjectActors.start(runtime);
    }
    return actors;
  }

  private ObjectRef referenceTo(OwnedObject object) {
    ObjectRef reference = object.refHere(self.caller(), self);
    if (reference == null) {
      throw LostObject.gone(object.id(), ProcessHandle.current().pid());
    }
    return reference;
  }

  /** Returns the reference to an object of this runtime; null if there is no such object any more. */
  public @Nullable ObjectRef reference(long number) {
    OwnedObject object = objects.get(number);
    return object == null ? null : object.refHere(self.caller(), self);
  }

  /** Ends an object of this runtime, whoever holds it. */
  public void end(long number) {
    OwnedObject object = objects.get(number);
    if (object != null) {
      object.end();
    }
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

  /** Returns a handle without its ticket. From now on others can link themselves to this runtime. */
  ObjectHandle.Builder handle(long object) {
    if (reachable.compareAndSet(false, true)) {
      runtime.linkServer().welcome(key, this::welcome);
    }
    return ObjectHandle.newBuilder()
        .setOwner(id)
        .setAddress(runtime.linkServer().address())
        .setKey(ByteString.copyFrom(key))
        .setObject(object)
        .setOwnerPid(ProcessHandle.current().pid());
  }

  /** Takes a process in that has proved that it may use the objects of this one. */
  public void welcome(Link link) {
    link.start(new Guest(this, link));
  }

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

  /** Takes note of a process that asked for something. */
  void called(Guest guest) {
    if (lastGuest != guest) {
      lastGuest = guest;
    }
  }

  /** Returns the link of the process that last asked for something; null if none did. */
  @Nullable
  ResultSource lastCaller() {
    Guest last = lastGuest;
    return last == null ? null : last.link();
  }

  /** A process has ended. */
  void gone(Caller caller) {
    if (lastGuest == caller) {
      lastGuest = null;
    }
    objects.values().forEach(object -> object.gone(caller));
  }

  /** Whoever still waits for an answer of the object, or will ask it, hears that there is none. */
  private void ended(long number) {
    self.forgetListener(number);
    OwnedObject object = objects.remove(number);
    if (object != null) {
      Frame.Builder news = Frame.newBuilder().setGone(Gone.getDefaultInstance());
      object.ended().forEach(holder -> holder.tell(number, news.clone()));
    }
  }
}
