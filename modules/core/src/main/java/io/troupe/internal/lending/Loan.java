package io.troupe.internal.lending;

import io.troupe.OwnerLostException;
import io.troupe.internal.log.Log;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.internal.wait.Reachability;
import io.troupe.proto.Frame;
import io.troupe.proto.MemoryAttach;
import io.troupe.proto.MemoryDetach;
import io.troupe.proto.MemoryFrame;
import io.troupe.proto.ObjectHandle;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory of another machine that this process uses, in the hands of its owner, which keeps it until
 * this is given back or this process ends. Thread-safe.
 */
final class Loan {
  private static final Log log = Log.of(Loan.class);
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final String address;
  private final ObjectHandle owner;
  private final ObjectRef object;
  private final long number;
  private final Cleaner.Cleanable handle;
  private volatile boolean closed;

  private Loan(String address, ObjectHandle owner, ObjectRef object, long number) {
    this.address = address;
    this.owner = owner;
    this.object = object;
    this.number = number;
    this.handle = Reachability.onUnreachable(this, () -> giveBack(object, number));
  }

  /**
   * Begins one. Blocks for as long as an owner that runs takes; one that is silent counts as having
   * the memory, and is waited for when the memory is used.
   *
   * @param attach which memory
   * @throws OwnerLostException if the owner or the memory is gone
   */
  static Loan begin(
      Objects objects, String address, ObjectHandle owner, MemoryAttach.Builder attach) {
    ObjectRef object = objects.open(owner);
    long number = NUMBERS.incrementAndGet();
    Answer there = object.ask(frame(MemoryFrame.newBuilder().setAttach(attach.setNumber(number))));
    Loan loan = new Loan(address, owner, object, number);
    there.within(Answer.BRIEF_NANOS);
    return loan;
  }

  private static Frame.Builder frame(MemoryFrame.Builder body) {
    return Frame.newBuilder().setMemory(body);
  }

  /** Never blocks. */
  private static void giveBack(ObjectRef object, long number) {
    try {
      MemoryDetach detach = MemoryDetach.newBuilder().setNumber(number).build();
      object.post(frame(MemoryFrame.newBuilder().setDetach(detach)));
    } catch (OwnerLostException e) {
      log.debug("The owner of the memory is gone, and with it the memory", e);
    }
  }

  String address() {
    return address;
  }

  /** Returns the number by which requests name the memory. */
  long number() {
    return number;
  }

  ObjectHandle owner() {
    return owner;
  }

  ObjectRef object() {
    return object;
  }

  /** @throws IllegalStateException after {@link #close} */
  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("This handle to shared memory is closed: " + address);
    }
  }

  /**
   * Asks the owner, and waits for the answer.
   *
   * @throws IllegalStateException after {@link #close}
   * @throws OwnerLostException if the owner is gone
   * @throws io.troupe.manager.CallAbandonedException as {@link Answer#joinUnlessInterrupted}
   */
  Frame ask(MemoryFrame.Builder request) {
    checkOpen();
    try {
      return object.ask(frame(request)).joinUnlessInterrupted();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Gives the memory back; again does nothing. */
  void close() {
    closed = true;
    handle.clean();
  }
}
