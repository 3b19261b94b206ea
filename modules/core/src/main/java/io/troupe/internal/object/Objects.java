package io.troupe.internal.object;

import io.troupe.OwnerLostException;
import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.payload.border.AllowedClasses;
import io.troupe.internal.system.Actors;
import io.troupe.internal.wait.ResultSource;
import io.troupe.proto.Beyond;
import io.troupe.proto.ObjectHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one runtime: those that it owns, and those of other runtimes that it uses.
 * Thread-safe.
 */
public final class Objects implements AutoCloseable {
  /** So long an owner that runs may take to read what it was told before. */
  private static final long FENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Payloads payloads;
  private final Failures failures;
  private final ObjectHost host;
  private final AtomicBoolean closesWithRuntime = new AtomicBoolean();

  private final RuntimeId runtime;

  private final LocalOwner self = new LocalOwner(this);
  private final Keeper keeper = new Keeper(this, self);
  private final OwnedObjects own;
  private final Associations associations;
  private volatile @Nullable Association lastCaller;

  /**
   * Creates the objects of a runtime.
   *
   * @param runtime whose objects they are
   * @param actors the actors of the runtime, needed when the first object is made
   * @param host closes this when the runtime ends, once there is anything to close
   */
  public Objects(
      RuntimeId runtime, Actors actors, Payloads payloads, Failures failures, ObjectHost host) {
    this.runtime = runtime;
    own = new OwnedObjects(actors, self);
    this.payloads = payloads;
    this.failures = failures;
    this.host = host;
    associations = new Associations(this, host);
  }

  /** Returns how values cross in this runtime. */
  public Payloads payloads() {
    return payloads;
  }

  /** Returns how exceptions cross in this runtime. */
  public Failures failures() {
    return failures;
  }

  RuntimeId runtime() {
    return runtime;
  }

  /** Returns the number of this runtime, by which handles name it; never 0. */
  public long id() {
    return runtime.number();
  }

  /**
   * Makes an object, whose actor must neither block nor run user code.
   *
   * @param kind for the name of the actor: lower-case letters
   */
  public ObjectRef create(String kind, ObjectRole role) {
    return own.create(kind, role);
  }

  long createHeldBy(Keeper holder, String kind, ObjectRole role) {
    return own.createHeldBy(holder, kind, role);
  }

  /**
   * Makes an object that lasts as long as this runtime, and whose actor begins when it is first
   * addressed: for what is rarely used. It is never unused.
   */
  public LastingObject createLasting(String kind, ObjectRole role) {
    return own.createLasting(this, kind, role);
  }

  ObjectRef begin(long number, String kind, ObjectRole role) {
    return own.create(number, kind, role);
  }

  /** Returns the reference to an object of this runtime that {@linkplain #createLasting lasts}. */
  public ObjectRef lasting(long number) {
    return own.lasting(number).ref();
  }

  /**
   * Returns a handle that can be opened often, of an object of this runtime that {@linkplain
   * #createLasting lasts}.
   */
  public ObjectHandle handleOfLasting(long number) {
    return own.lasting(number).handle();
  }

  /** Returns the association with the host of this runtime; null if it has none. */
  public @Nullable Association host() {
    return associations.host();
  }

  /**
   * Returns the reference to an object of this runtime; null if there is no such object any more.
   */
  public @Nullable ObjectRef reference(long number) {
    return own.reference(number);
  }

  /**
   * Returns whether there is such an object of this runtime, which has not begun to end for want of
   * holders.
   */
  public boolean isThere(long number) {
    OwnedObject object = own.get(number);
    return object != null && !object.isEnding();
  }

  /** Ends an object of this runtime, held or not. */
  public void end(long number) {
    OwnedObject object = own.get(number);
    if (object != null) {
      object.end();
    }
  }

  /**
   * Opens a handle. Blocks: links this runtime to the owner if need be.
   *
   * @throws OwnerLostException if the owner or the object is gone
   */
  public ObjectRef open(ObjectHandle handle) {
    Borrowing borrowing = Borrowing.ofThisThread();
    if (borrowing != null) {
      borrowing.addOther();
    }
    if (handle.getOwner() == id()) {
      return own.reopen(handle);
    }
    closeWithRuntime();
    return associations.with(handle).open(handle);
  }

  /**
   * As {@link #open}, but borrows an object of this runtime where a {@link Borrowing} is under way.
   */
  public ObjectRef openOrBorrow(ObjectHandle handle) {
    Borrowing borrowing = Borrowing.ofThisThread();
    if (borrowing == null || handle.getOwner() != id()) {
      return open(handle);
    }
    borrowing.add(handle);
    return keeper.borrow(handle.getObject());
  }

  /** Returns what holds objects of this runtime without references. */
  public Keeper keeper() {
    return keeper;
  }

  /**
   * Returns a handle without its ticket. From now on others can link themselves to this runtime.
   */
  ObjectHandle.Builder handle(long object) {
    return associations.handle(object);
  }

  @Nullable
  OwnedObject find(long object) {
    return own.find(object);
  }

  /** Hands a frame to the object that it is for. */
  void deliver(ObjectMessage.Request request) {
    OwnedObject object = find(request.frame().getTarget());
    if (object != null) {
      object.take(request);
    } else {
      request.reply(LostObject.answer());
    }
  }

  /** Takes note of a runtime that asked for something. */
  void called(Association caller) {
    if (lastCaller != caller) {
      lastCaller = caller;
    }
  }

  /** Returns the link of the runtime that last asked for something; null if none did. */
  public @Nullable ResultSource lastCaller() {
    Association last = lastCaller;
    return last == null ? null : last.link();
  }

  /** A runtime has ended. */
  void gone(Association association) {
    associations.remove(association);
    if (lastCaller == association) {
      lastCaller = null;
    }
    own.gone(association);
  }

  /**
   * Waits until all that this runtime told the owners of objects has reached those. Costs a
   * nanosecond if that is so. An owner that is stopped is not waited for, nor if the thread is
   * interrupted.
   */
  public void fence() {
    fence(FENCE_NANOS);
  }

  /** As {@link #fence()}, for as many nanoseconds at most. */
  public void fence(long nanos) {
    associations.fence(Math.min(nanos, FENCE_NANOS));
  }

  /**
   * As {@link #fence(long)}, but for what {@code except} was told, which is in order with what it
   * will be told.
   */
  void fenceExcept(Owner except, long nanos) {
    associations.fenceExcept(except, Math.min(nanos, FENCE_NANOS));
  }

  /** Takes note of a frame that was sent to an owner, and that a fence is to wait for. */
  void told() {
    associations.told();
  }

  /**
   * Makes the association with the host of this runtime, which it ends with.
   *
   * @param runtime the number of the host
   * @param process takes what is for this runtime itself, and the end of the link
   */
  public Association withHost(Link link, long runtime, long pid, FrameHandler process) {
    return associations.withHost(link, runtime, pid, process);
  }

  /**
   * Makes the association with a child of this runtime.
   *
   * @param process takes what the child says of itself, and the end of the link
   */
  public Association withChild(Link link, long pid, FrameHandler process) {
    return new Association(this, Association.Role.CHILD, link, process).start(pid);
  }

  /**
   * Takes in a runtime that came over a network and has proved that it may use objects of this one:
   * those of which it is given handles.
   */
  public void welcome(Link link, AllowedClasses allowed) {
    associations.welcome(link, allowed);
  }

  /** Another runtime has said who it is. */
  void associated(long runtime, Association association) {
    associations.add(runtime, association);
  }

  /**
   * Uses a link that is there already for an owner that cannot be reached by its handles, as one on
   * another machine. What passes on handles from here has this process as their address, which then
   * passes on what is said.
   *
   * @param origin any handle of the owner
   * @param more makes further links to the owner, one for each process that got such a handle
   * @param beyond what may cross, and how long calls may take
   * @return ends the link
   */
  public AutoCloseable use(ObjectHandle origin, Link link, Supplier<Link> more, Beyond beyond) {
    ObjectHandle here = handle(0)
        .setOwner(origin.getOwner())
        .setOwnerPid(origin.getOwnerPid())
        .setBeyond(beyond)
        .build();
    closeWithRuntime();
    return associations.use(here, link, more);
  }

  /** As {@link Associations#gateway}. */
  Link gateway(long owner) {
    return associations.gateway(owner);
  }

  void closeWithRuntime() {
    if (closesWithRuntime.compareAndSet(false, true)) {
      host.onClose(this);
    }
  }

  /** Ends the use of other runtimes' objects, once they have received what they were told. */
  @Override
  public void close() {
    associations.close();
  }
}
