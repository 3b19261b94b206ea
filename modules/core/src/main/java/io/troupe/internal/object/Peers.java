package io.troupe.internal.object;

import io.troupe.OwnerLostException;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.link.Links;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.wait.Cores;
import io.troupe.proto.ObjectHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The processes whose objects this one uses. Thread-safe. */
public final class Peers {
  private static final Peers OF_THIS_PROCESS = new Peers();

  private final Map<Long, LinkPeer> byOwner = new ConcurrentHashMap<>();
  private final Map<Long, Supplier<Link>> gateways = new ConcurrentHashMap<>();

  // How many frames were sent that are not answered, and how many of them are known to have
  // arrived.
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong arrived = new AtomicLong();

  private Peers() {}

  /** Returns those of this process. */
  public static Peers ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /**
   * Waits until all that this process told its peers has reached the objects it was for. Costs a nanosecond if that is
   * so.
   */
  public void fence() {
    long sent = told.get();
    if (arrived.get() < sent) {
      byOwner.values().forEach(LinkPeer::fence);
      arrived.accumulateAndGet(sent, Math::max);
    }
  }

  /** Takes note of a frame that was sent to one of them, and that a fence is to wait for. */
  void told() {
    told.incrementAndGet();
  }

  /** As {@link #fence}, but for what {@code except} was told, which is in order with what it will be told. */
  void fenceExcept(Peer except) {
    for (LinkPeer peer : byOwner.values()) {
      if (peer != except) {
        peer.fence();
      }
    }
  }

  ObjectRef open(ObjectHandle handle) {
    Owner here = Owner.ofThisProcess();
    return handle.getOwner() == here.id()
        ? here.reopen(handle)
        : peer(handle).open(handle.getObject(), handle.getTicket());
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
    ObjectHandle here = Owner.ofThisProcess()
        .handle(0)
        .setOwner(owner)
        .setOwnerPid(origin.getOwnerPid())
        .build();
    LinkPeer peer = started(here, link);
    byOwner.put(owner, peer);
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
    LinkPeer peer = byOwner.computeIfAbsent(handle.getOwner(), owner -> connect(handle));
    if (peer.isClosed()) {
      forget(peer); // it went before it was put there
    }
    return peer;
  }

  private static LinkPeer connect(ObjectHandle handle) {
    try {
      Link link = Links.connect(
          handle.getAddress(),
          Owner.ofThisProcess().id(),
          handle.getKey().toByteArray(),
          Cores.gate());
      return started(handle, link);
    } catch (LinkClosedException e) {
      throw LostObject.unreachable(handle, e);
    }
  }

  private static LinkPeer started(ObjectHandle origin, Link link) {
    LinkPeer peer = new LinkPeer(origin.toBuilder().clearObject().clearTicket().build(), link);
    TroupeRuntime.current().onClose(peer);
    return peer.start();
  }

  void forget(LinkPeer peer) {
    if (byOwner.remove(peer.owner(), peer)) {
      gateways.remove(peer.owner());
    }
  }
}
