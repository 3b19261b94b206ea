package io.troupe.internal.object;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.PayloadException;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.wait.Reachability;
import io.troupe.internal.wait.ResultSource;
import io.troupe.proto.Frame;
import io.troupe.proto.ObjectHandle;
import io.troupe.proto.WithdrawRequest;
import java.lang.ref.Reference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This process's reference to an object, wherever it lives. The object is held as long as this is
 * reachable. There is one for each object and process, however many handles there are; besides
 * those that a {@link Keeper} lends. Thread-safe.
 */
public final class ObjectRef {
  private final Owner owner;
  private final long object;
  private volatile @Nullable Object companion;

  private final boolean borrowed;

  private ObjectRef(Owner owner, long object, boolean borrowed) {
    this.owner = owner;
    this.object = object;
    this.borrowed = borrowed;
  }

  static ObjectRef to(Owner owner, long object) {
    ObjectRef reference = new ObjectRef(owner, object, false);
    Reachability.onUnreachable(reference, () -> owner.drop(object));
    return reference;
  }

  /** Returns a reference that does not hold its object. */
  static ObjectRef borrowed(Owner owner, long object) {
    return new ObjectRef(owner, object, true);
  }

  /** Returns whether this does not hold the object, and is one of many. */
  public boolean isBorrowed() {
    return borrowed;
  }

  /** Returns the objects of the runtime that has this reference. */
  public Objects objects() {
    return owner.objects();
  }

  /** Returns the number of the runtime in which the object lives. */
  public long owner() {
    return owner.owner();
  }

  /** Returns the number of the object at its owner. */
  public long object() {
    return object;
  }

  /**
   * Checks an encoded function that is to be sent to the object.
   *
   * @throws PayloadException if the object lives beyond this machine, where only functions of
   *     allowed classes cross
   */
  public void checkFunction(ByteString function) {
    owner.checkFunction(function);
  }

  /**
   * Returns how long this runtime lets calls of managed objects there take; 0 for as long as their
   * manager does.
   */
  public long callTimeoutNanos() {
    return owner.callTimeoutNanos();
  }

  /** Returns the process in which the object lives, for messages to people. */
  public long ownerPid() {
    return owner.pid();
  }

  /** Returns whether the object lives in this process. */
  public boolean isLocal() {
    return owner.isLocal();
  }

  /**
   * Returns a handle that can travel, once or more often. The object is held until its first
   * arrival.
   *
   * @throws OwnerLostException if the owner or the object is gone
   */
  public ObjectHandle handle() {
    ObjectHandle handle = owner.issue(this);
    Departure.note(givingUp(owner, handle));
    return handle;
  }

  // Must not refer to the reference, which would hold the object.
  private static Runnable givingUp(Owner owner, ObjectHandle handle) {
    return () -> owner.forget(handle.getObject(), handle.getTicket());
  }

  /**
   * Sends a request that is answered. Blocks while there is no room in the link.
   *
   * @throws OwnerLostException if the owner is gone
   */
  public Answer ask(Frame.Builder request) {
    try {
      return owner.ask(object, request);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Sends a request that is not answered. Blocks while there is no room in the link.
   *
   * @throws OwnerLostException if the owner is gone
   */
  public void tell(Frame.Builder request) {
    try {
      owner.send(request.setTarget(object).build());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Sends a request that is not answered, at once: for few and small ones, on a thread that must
   * not wait. No fence waits for it.
   *
   * @throws OwnerLostException if the owner is gone
   */
  public void post(Frame.Builder request) {
    try {
      owner.post(request.setTarget(object).build());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Waits until {@link #ask} finds room in the link, so that nothing is left in memory for an owner
   * that is stopped.
   *
   * @param nanos how long at most
   * @return whether there was room in time, or there is no link
   */
  public boolean awaitRoom(long nanos) throws InterruptedException {
    return owner.awaitRoom(nanos);
  }

  /**
   * Checks that the object can still be told something, as far as is known here.
   *
   * @throws OwnerLostException if the object or its owner has ended
   */
  public void requireThere() {
    if (owner.isClosed() || owner.hasEnded(object)) {
      throw owner.lost(object);
    }
  }

  /**
   * Returns whether the owner is known to be gone, or this process to be ending; never turns false
   * again.
   */
  public boolean isLost() {
    return owner.isClosed();
  }

  /**
   * Returns the link by which what the owner says will come, if a thread can read it; else null.
   */
  public @Nullable ResultSource source() {
    return owner.isLocal() ? null : owner.source();
  }

  /** Returns the exception that says why this object cannot be used any more. */
  public OwnerLostException lost() {
    return owner.lost(object);
  }

  /**
   * Waits until what this process told the owners of other objects has reached those, so that no
   * process that finds what this one is told next can miss it. Costs next to nothing where there is
   * nothing to wait for. An owner that is stopped is not waited for, nor if the thread is
   * interrupted.
   *
   * @param nanos how long at most
   */
  public void fenceOthers(long nanos) {
    owner.objects().fenceExcept(owner, nanos);
  }

  /** As {@link #fenceOthers(long)}, for as long as an owner that runs may take. */
  public void fenceOthers() {
    fenceOthers(Long.MAX_VALUE);
  }

  /**
   * Waits until what this process told the owner has reached it, or it is gone, or the thread is
   * interrupted, which it stays.
   */
  public void flush() {
    owner.fence(Long.MAX_VALUE);
  }

  /**
   * No longer wants an answer; it comes all the same, as {@code withdrawn} if it was not on its way
   * yet.
   */
  public void withdraw(Answer answer) {
    owner.post(Frame.newBuilder()
        .setTarget(object)
        .setCorrelation(answer.correlation())
        .setWithdrawRequest(WithdrawRequest.getDefaultInstance())
        .build());
  }

  /** Has no use for an answer any more, whether it comes or not. */
  public void forget(Answer answer) {
    owner.forgetAnswer(answer);
  }

  /**
   * Takes the news of the object, on a thread that must not block.
   *
   * @param listener must not refer to this reference but weakly, else the object is held for ever
   */
  public void listen(Consumer<Frame> listener) {
    owner.listen(object, listener);
  }

  /**
   * Returns what this process keeps beside the object, made when first asked for; always the same.
   */
  @SuppressWarnings("unchecked")
  public <T> T companion(Supplier<T> maker) {
    Object known = companion;
    return (T) (known == null ? makeCompanion(maker) : known);
  }

  /** Once, for it may listen to the object. */
  private synchronized Object makeCompanion(Supplier<?> maker) {
    Object known = companion;
    if (known == null) {
      known = java.util.Objects.requireNonNull(maker.get());
      companion = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return "object " + object;
  }
}
