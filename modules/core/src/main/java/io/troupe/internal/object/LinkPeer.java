package io.troupe.internal.object;

import io.troupe.OwnerLostException;
import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.wait.ResultSource;
import io.troupe.proto.Drop;
import io.troupe.proto.Fence;
import io.troupe.proto.Frame;
import io.troupe.proto.Hold;
import io.troupe.proto.Introduction;
import io.troupe.proto.Issue;
import io.troupe.proto.ObjectHandle;
import io.troupe.proto.VoidTicket;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Another process whose objects this one uses, behind a link. */
final class LinkPeer extends Peer implements FrameHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkPeer.class);
  private static final long LAST_FENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Objects objects;
  private final ObjectHandle origin;
  private final Link link;

  // Guarded by this.
  private final Map<Long, WeakReference<ObjectRef>> held = new HashMap<>();

  /** How many frames were sent that are not answered, and how many of them are known to have arrived. */
  private final AtomicLong told = new AtomicLong();

  private final AtomicLong arrived = new AtomicLong();

  private volatile boolean closed;

  /** @param origin any handle of the owner */
  LinkPeer(Objects objects, ObjectHandle origin, Link link) {
    this.objects = objects;
    this.origin = origin;
    this.link = link;
  }

  /** Begins to talk. */
  LinkPeer start() {
    link.start(this);
    long pid = ProcessHandle.current().pid();
    link.send(Frame.newBuilder()
        .setIntroduction(Introduction.newBuilder().setPid(pid).setOwner(owner()))
        .build());
    return this;
  }

  @Override
  Objects objects() {
    return objects;
  }

  @Override
  ResultSource source() {
    return link;
  }

  @Override
  boolean isClosed() {
    return closed;
  }

  /**
   * Returns the one reference of this process to an object, so that what a process keeps beside it is kept once. The
   * ticket of its handle is spent.
   */
  synchronized ObjectRef open(long object, long ticket) {
    ask(object, Frame.newBuilder().setHold(Hold.newBuilder().setTicket(ticket))).join();
    ObjectRef known = reference(object);
    if (known != null) {
      return known;
    }
    ObjectRef made = ObjectRef.to(this, object);
    held.put(object, new WeakReference<>(made));
    return made;
  }

  private @Nullable ObjectRef reference(long object) {
    WeakReference<ObjectRef> reference = held.get(object);
    return reference == null ? null : reference.get();
  }

  @Override
  void send(Frame frame) {
    try {
      link.send(frame);
    } catch (LinkClosedException e) {
      throw LostObject.ownerGone(origin.getOwnerPid(), e);
    }
    if (frame.getCorrelation() == 0) {
      told.incrementAndGet(); // not before, else a fence of another thread could overtake the frame
      objects.told();
    }
  }

  @Override
  void post(Frame frame) {
    try {
      link.post(frame);
    } catch (LinkClosedException e) {
      throw LostObject.ownerGone(origin.getOwnerPid(), e);
    }
  }

  @Override
  void fence() {
    long sent = told.get();
    if (isUnfenced()) {
      try {
        ask(0, Frame.newBuilder().setFence(Fence.getDefaultInstance())).join();
        arrived.accumulateAndGet(sent, Math::max);
      } catch (OwnerLostException e) {
        LOG.debug("Nobody is left who could miss anything", e);
      }
    }
  }

  private boolean isUnfenced() {
    return arrived.get() < told.get() && !closed;
  }

  @Override
  ObjectHandle issue(ObjectRef reference) {
    long ticket = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    ask(reference.object(), Frame.newBuilder().setIssue(Issue.newBuilder().setTicket(ticket)))
        .join();
    return origin.toBuilder().setObject(reference.object()).setTicket(ticket).build();
  }

  @Override
  void forget(long object, long ticket) {
    postQuietly(
        object, Frame.newBuilder().setVoidTicket(VoidTicket.newBuilder().setTicket(ticket)));
  }

  /** A reference is no longer reachable; there may be another by now. */
  @Override
  synchronized void drop(long object) {
    if (reference(object) == null) {
      held.remove(object);
      forgetListener(object);
      postQuietly(object, Frame.newBuilder().setDrop(Drop.getDefaultInstance()));
    }
  }

  private void postQuietly(long object, Frame.Builder frame) {
    try {
      link.post(frame.setTarget(object).build());
    } catch (LinkClosedException e) {
      // Who has ended counts no holders.
      return;
    }
  }

  @Override
  OwnerLostException lost(long object) {
    return closed
        ? LostObject.ownerGone(origin.getOwnerPid(), null)
        : LostObject.gone(object, origin.getOwnerPid());
  }

  @Override
  boolean isLocal() {
    return false;
  }

  @Override
  public void onFrame(Frame frame) {
    receive(frame);
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    closed = true;
    objects.forget(this);
    failAll();
  }

  /**
   * Ends the link when what was sent has arrived; returns when its reader has ended, for which the exit of a JVM would wait
   * longer. An owner that is stopped delays this by a second at most. Threads that still run can use none of its objects
   * any more, so that they take nothing that the owner would not know of.
   */
  @Override
  public void close() {
    try {
      if (isUnfenced()) {
        ask(0, Frame.newBuilder().setFence(Fence.getDefaultInstance())).get(LAST_FENCE_NANOS);
      }
    } catch (OwnerLostException e) {
      LOG.debug("Nobody is left who could miss anything", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    link.close();
    link.closed().toCompletableFuture().join();
  }

  @Override
  long owner() {
    return origin.getOwner();
  }
}
