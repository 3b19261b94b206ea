package io.troupe.internal.object;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.wait.ResultSource;
import io.troupe.proto.Frame;
import io.troupe.proto.ObjectHandle;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What this runtime has with another one: a link, over which each of the two uses the objects of
 * the other. The end of the link is the end of the other runtime. Thread-safe.
 */
public final class Association extends Owner implements Caller {
  /** What the other runtime is to this one. */
  enum Role {
    /** It started this one, which ends with the link. */
    HOST,
    /** This one started it. */
    CHILD,
    /** It proved, or was proved to, by the key of a handle. */
    NEIGHBOUR,
    /** It came over a network: an owner is not looked for behind the number that it gives. */
    CLIENT
  }

  private final Objects objects;
  private final Role role;
  private final Link link;

  /** Present where the other runtime is not on this machine. */
  private final @Nullable Border border;

  private final Reception reception;
  private final HeldObjects held = new HeldObjects(this);
  private final Patience patience = new Patience();
  private final Arrivals arrivals = new Arrivals(this, patience);

  /** Any handle of the other runtime, without its object. */
  private volatile @Nullable ObjectHandle origin;

  private volatile long pid;

  private volatile boolean closed;

  /** Why the other runtime was never reached. */
  private volatile @Nullable Throwable unreachable;

  /**
   * @param process takes what is for this runtime itself, and the end of the link
   */
  Association(Objects objects, Role role, Link link, FrameHandler process) {
    this(objects, role, link, process, null);
  }

  Association(
      Objects objects, Role role, Link link, FrameHandler process, @Nullable Border border) {
    this.border = border;
    this.objects = objects;
    this.role = role;
    this.link = link;
    this.reception = new Reception(this, objects, process);
  }

  /** Begins to talk with the owner of a handle. */
  Association start(ObjectHandle handle) {
    origin = withoutObject(handle);
    pid = handle.getOwnerPid();
    begin();
    introduce(handle.getOwner());
    return this;
  }

  /** Begins to talk with a runtime of which no handle is at hand. */
  Association start(long pid) {
    this.pid = pid;
    begin();
    return this;
  }

  private void begin() {
    link.start(border == null ? reception : border.before(this, reception));
  }

  /**
   * Says which runtime this is, so that the other one finds this association when it gets a handle
   * of an object here.
   *
   * @param owner the runtime that this one wants to talk to; 0 is the one at the other end of the
   *     link
   */
  void introduce(long owner) {
    postQuietly(ObjectFrames.introduction(objects.id(), owner));
  }

  private static ObjectHandle withoutObject(ObjectHandle handle) {
    return handle.toBuilder().clearObject().clearTicket().build();
  }

  /** Returns the link that carries it. */
  public Link link() {
    return link;
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

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public long pid() {
    return pid;
  }

  // This runtime as the user of objects.

  /** There is a reference only where a handle was opened. */
  @Override
  long owner() {
    return java.util.Objects.requireNonNull(origin).getOwner();
  }

  /**
   * Returns the one reference of this runtime to an object, so that what is kept beside it is kept
   * once. The ticket of the handle is spent. Where the owner does not say in time whether the
   * object is there, or the thread is interrupted, it counts as there: its users wait, by limits of
   * their own, and hear what has become of it.
   */
  ObjectRef open(ObjectHandle handle) {
    if (origin == null) {
      origin = withoutObject(handle);
    }
    long object = handle.getObject();
    patience.await(ask(object, ObjectFrames.hold(handle.getTicket())), Patience.SHORT_NANOS);
    return held.hold(object);
  }

  /**
   * Returns the reference to an object that lasts as long as the other runtime, and is known by its
   * number.
   */
  public ObjectRef lasting(long object) {
    return held.hold(object);
  }

  /** A reference is no longer reachable; there may be another by now. */
  @Override
  void drop(long object) {
    held.drop(object, times -> {
      forgetObject(object);
      postQuietly(ObjectFrames.drop(object, times));
    });
  }

  /**
   * The owner is told, not asked: it hears of the ticket before it hears that this runtime uses the
   * object no more.
   */
  @Override
  ObjectHandle issue(ObjectRef reference) {
    if (hasEnded(reference.object())) {
      throw lost(reference.object());
    }
    long ticket = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    send(ObjectFrames.issue(reference.object(), ticket));
    return java.util.Objects.requireNonNull(origin).toBuilder()
        .setObject(reference.object())
        .setTicket(ticket)
        .build();
  }

  @Override
  void forget(long object, long ticket) {
    postQuietly(ObjectFrames.voidTicket(object, ticket));
  }

  @Override
  void send(Frame frame) {
    requireOpen();
    if (border != null) {
      border.pass(frame);
    }
    try {
      link.send(frame);
    } catch (LinkClosedException e) {
      throw lost(e);
    }
    if (frame.getCorrelation() == 0) {
      arrivals.told();
      objects.told();
    }
  }

  @Override
  boolean awaitRoom(long nanos) throws InterruptedException {
    return link.awaitRoom(nanos);
  }

  @Override
  void post(Frame frame) {
    requireOpen();
    try {
      link.post(frame);
    } catch (LinkClosedException e) {
      throw lost(e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw lost(null);
    }
  }

  private void postQuietly(Frame frame) {
    try {
      link.post(frame);
    } catch (LinkClosedException e) {
      // The other side is gone: it counts no holders, and needs no answer.
      return;
    }
  }

  @Override
  boolean fence(long nanos) {
    return arrivals.await(nanos);
  }

  /** The other runtime was not reached, which is what is said of its objects from now on. */
  void unreachable(Throwable cause) {
    unreachable = cause;
  }

  @Override
  OwnerLostException lost(long object) {
    return closed ? lost(null) : LostObject.gone(object, pid);
  }

  private OwnerLostException lost(@Nullable Throwable cause) {
    Throwable notReached = unreachable;
    return notReached == null
        ? LostObject.ownerGone(pid, cause)
        : LostObject.unreachable(java.util.Objects.requireNonNull(origin), notReached);
  }

  // This runtime as the owner of objects.

  @Override
  public void reply(long correlation, Frame.Builder answer) {
    if (correlation != 0) {
      postQuietly(answer.setCorrelation(answerTo(correlation)).build());
    }
  }

  @Override
  public void tell(long object, Frame.Builder news) {
    postQuietly(news.setTarget(object).setCorrelation(NEWS).build());
  }

  @Override
  void checkFunction(ByteString function) {
    if (border != null) {
      border.checkFunction(function);
    }
  }

  @Override
  long callTimeoutNanos() {
    return border == null ? 0 : border.callTimeoutNanos();
  }

  @Override
  public boolean isStranger() {
    return role == Role.CLIENT;
  }

  /** The other runtime has said something. */
  void heard() {
    patience.renew();
  }

  /** The other runtime has said which process it is. */
  void introduced(long pid) {
    this.pid = pid;
  }

  // Ends.

  boolean isWithHost() {
    return role == Role.HOST;
  }

  /** The link has ended: nothing can be used of the other runtime any more. */
  void ended() {
    closed = true;
    objects.gone(this);
    failAll();
  }

  /**
   * Ends the use of the other runtime's objects when what was sent has arrived. An owner that is
   * stopped delays this by a second at most. Threads that still run can use none of its objects any
   * more, so that they take nothing that the owner would not know of. The link on which a process
   * boots outlives this: the last that crosses it is how the process ends.
   */
  void close() {
    arrivals.awaitLast();
    closed = true;
    if (role == Role.HOST || role == Role.CHILD) {
      failAll();
    } else {
      link.close();
      link.closed()
          .toCompletableFuture()
          .join(); // the exit of a JVM would wait longer for its reader
    }
  }

  @Override
  public String toString() {
    return "process " + pid;
  }
}
