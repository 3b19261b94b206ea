package io.troupe.internal.object;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.link.Links;
import io.troupe.internal.link.handshake.Credentials;
import io.troupe.internal.link.handshake.Hmac;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.system.Actors;
import io.troupe.internal.system.CallerThreads;
import io.troupe.internal.wait.Cores;
import io.troupe.internal.wait.ResultSource;
import io.troupe.proto.Frame;
import io.troupe.proto.Gone;
import io.troupe.proto.ObjectHandle;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one runtime: those that it owns, and those of other runtimes that it uses. Thread-safe.
 */
public final class Objects implements AutoCloseable {
  private final Actors actors;
  private final Supplier<LinkServer> server;
  private final Payloads payloads;
  private final Failures failures;
  private final Consumer<AutoCloseable> onClose;
  private final AtomicBoolean closesWithRuntime = new AtomicBoolean();

  private final RuntimeId runtime;
  private final byte[] key = Hmac.newKey();
  private final AtomicBoolean reachable = new AtomicBoolean();

  private final LocalPeer self = new LocalPeer(this);
  private final Map<Long, OwnedObject> objects = new ConcurrentHashMap<>();
  private final Map<Long, LastingObject> lasting = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile @Nullable Guest lastGuest;

  private final Map<Long, CompletableFuture<LinkPeer>> peers = new ConcurrentHashMap<>();
  private final Map<Long, Supplier<Link>> gateways = new ConcurrentHashMap<>();

  // How many frames were sent that are not answered, and how many of them are known to have
  // arrived.
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong arrived = new AtomicLong();

  // Guarded by this.
  private @Nullable ObjectActors parent;

  /**
   * Creates the objects of a runtime.
   *
   * @param runtime whose objects they are
   * @param actors the actors of the runtime, needed when the first object is made
   * @param server the socket of the runtime, asked for when the first handle leaves
   * @param onClose registers this to be closed when the runtime ends, once there is anything to close
   */
  public Objects(
      RuntimeId runtime,
      Actors actors,
      Supplier<LinkServer> server,
      Payloads payloads,
      Failures failures,
      Consumer<AutoCloseable> onClose) {
    this.runtime = runtime;
    this.actors = actors;
    this.server = server;
    this.payloads = payloads;
    this.failures = failures;
    this.onClose = onClose;
  }

  /** Returns how values cross in this runtime. */
  public Payloads payloads() {
    return payloads;
  }

  /** Returns how exceptions cross in this runtime. */
  public Failures failures() {
    return failures;
  }

  /** Returns the number of this runtime, by which handles name it; never 0. */
  public long id() {
    return runtime.number();
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
   * Makes an object whose actor sends news.
   *
   * @param behavior takes the number of the object, which {@link Caller#tell} asks for
   */
  public ObjectRef create(String kind, LongFunction<Behavior<ObjectMessage>> behavior) {
    long number = numbers.incrementAndGet();
    return create(number, kind, behavior.apply(number), CallerThreads.PROPS);
  }

  /** Makes an object whose actor runs where {@code props} say. */
  public ObjectRef create(String kind, Behavior<ObjectMessage> behavior, Props props) {
    return create(numbers.incrementAndGet(), kind, behavior, props);
  }

  private ObjectRef create(
      long number, String kind, Behavior<ObjectMessage> behavior, Props props) {
    Behavior<ObjectMessage> watched = StopSignal.after(behavior, () -> ended(number));
    OwnedObject object = new OwnedObject(
        number, parent().spawn(watched, kind + "-" + number, props), ObjectGroup.ofThisThread());
    objects.put(number, object);
    object.joinGroup();
    return referenceTo(object);
  }

  /**
   * Makes an object that lasts as long as this runtime, and whose actor begins when it is first addressed: for what is
   * rarely used. It is never unused.
   */
  public LastingObject createLasting(String kind, Supplier<Behavior<ObjectMessage>> behavior) {
    long number = numbers.incrementAndGet();
    LastingObject made = new LastingObject(
        () -> create(number, kind, behavior.get(), CallerThreads.PROPS),
        () -> handle(number).build());
    lasting.put(number, made);
    return made;
  }

  /** Made when first needed: a process that only uses the objects of others need not wait for its actor system. */
  private synchronized ObjectActors parent() {
    if (parent == null) {
      parent = ObjectActors.start(actors);
    }
    return parent;
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

  /** Ends an object of this runtime, held or not. */
  public void end(long number) {
    OwnedObject object = objects.get(number);
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
    return handle.getOwner() == id()
        ? reopen(handle)
        : peer(handle).open(handle.getObject(), handle.getTicket());
  }

  /** Returns a reference to an own object that came home as a handle. */
  private ObjectRef reopen(ObjectHandle handle) {
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
      server.get().welcome(key, this::welcome);
    }
    return ObjectHandle.newBuilder()
        .setOwner(id())
        .setAddress(server.get().address())
        .setKey(ByteString.copyFrom(key))
        .setObject(object)
        .setOwnerPid(ProcessHandle.current().pid());
  }

  /** Takes in a process that has proved that it may use the objects of this one. */
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

  /** Fails what still waits for an answer of the object. */
  private void ended(long number) {
    self.forgetListener(number);
    OwnedObject object = objects.remove(number);
    if (object != null) {
      Frame.Builder news = Frame.newBuilder().setGone(Gone.getDefaultInstance());
      object.ended().forEach(holder -> holder.tell(number, news.clone()));
    }
  }

  /**
   * Waits until all that this runtime told the owners of objects has reached those. Costs a nanosecond if that is so.
   */
  public void fence() {
    long sent = told.get();
    if (arrived.get() < sent) {
      fenceExcept(self);
      arrived.accumulateAndGet(sent, Math::max);
    }
  }

  /** Takes note of a frame that was sent to an owner, and that a fence is to wait for. */
  void told() {
    told.incrementAndGet();
  }

  /** As {@link #fence}, but for what {@code except} was told, which is in order with what it will be told. */
  void fenceExcept(Peer except) {
    for (CompletableFuture<LinkPeer> known : peers.values()) {
      LinkPeer peer = connected(known);
      if (peer != null && peer != except) {
        peer.fence();
      }
    }
  }

  private static @Nullable LinkPeer connected(CompletableFuture<LinkPeer> peer) {
    return peer.isDone() && !peer.isCompletedExceptionally() ? peer.join() : null;
  }

  /**
   * Uses a link that is there already for an owner that cannot be reached by its handles, as one on another machine. What
   * passes on handles from here has this process as their address, which then passes on what is said.
   *
   * @param origin any handle of the owner
   * @param more makes further links to the owner, one for each process that got such a handle
   * @return ends the link
   */
  public AutoCloseable use(ObjectHandle origin, Link link, Supplier<Link> more) {
    long owner = origin.getOwner();
    gateways.put(owner, more);
    ObjectHandle here =
        handle(0).setOwner(owner).setOwnerPid(origin.getOwnerPid()).build();
    LinkPeer peer = started(here, link);
    peers.put(owner, CompletableFuture.completedFuture(peer));
    return peer;
  }

  /**
   * Makes a link to an owner of whose links one is {@linkplain #use in use}.
   *
   * @throws OwnerLostException if there is none
   */
  Link gateway(long owner) {
    Supplier<Link> more = gateways.get(owner);
    if (more == null) {
      throw new OwnerLostException("This process is not connected with the owner " + owner);
    }
    return more.get();
  }

  private LinkPeer peer(ObjectHandle handle) {
    CompletableFuture<LinkPeer> made = new CompletableFuture<>();
    CompletableFuture<LinkPeer> known = peers.putIfAbsent(handle.getOwner(), made);
    if (known == null) {
      connect(handle, made);
      known = made;
    }
    try {
      return known.join();
    } catch (CompletionException e) {
      throw LostObject.unreachable(handle, e.getCause() == null ? e : e.getCause());
    }
  }

  /** Connects on this thread; others that want the same owner wait. */
  private void connect(ObjectHandle handle, CompletableFuture<LinkPeer> made) {
    try {
      Credentials credentials = Credentials.guest(runtime, handle.getKey().toByteArray());
      Link link = Links.connect(handle.getAddress(), credentials, Cores.gate());
      LinkPeer peer = started(handle, link);
      made.complete(peer);
      if (peer.isClosed()) {
        forget(peer); // it went before it was put there
      }
    } catch (RuntimeException | Error e) {
      peers.remove(handle.getOwner(), made);
      made.completeExceptionally(e);
    }
  }

  private LinkPeer started(ObjectHandle origin, Link link) {
    if (closesWithRuntime.compareAndSet(false, true)) {
      onClose.accept(this);
    }
    LinkPeer peer =
        new LinkPeer(this, origin.toBuilder().clearObject().clearTicket().build(), link);
    return peer.start();
  }

  void forget(LinkPeer peer) {
    CompletableFuture<LinkPeer> known = peers.get(peer.owner());
    if (known != null && connected(known) == peer && peers.remove(peer.owner(), known)) {
      gateways.remove(peer.owner());
    }
  }

  /** Ends the use of other runtimes' objects, once they have received what they were told. */
  @Override
  public void close() {
    for (CompletableFuture<LinkPeer> known : peers.values()) {
      LinkPeer peer = connected(known);
      if (peer != null) {
        peer.close();
      }
    }
  }
}
