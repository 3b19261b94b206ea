package io.troupe.internal.manager.call;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.internal.object.Borrowing;
import io.troupe.internal.object.Keeper;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.ObjectRole;
import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Payloads;
import io.troupe.proto.ObjectHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects of this runtime that one call has in its hands: those that came with it, that it
 * made, and that containers gave up. It holds them until its answer is encoded, in which there may
 * be handles of them. Used by one thread at a time.
 */
public final class CallHolds {
  private static final ThreadLocal<@Nullable CallHolds> OF_THIS_THREAD = new ThreadLocal<>();

  private final Keeper keeper;
  private List<Long> held = new ArrayList<>(0);

  CallHolds(Objects objects) {
    this.keeper = objects.keeper();
  }

  /** Returns those of the call that this thread carries out; null for none. */
  static @Nullable CallHolds ofThisThread() {
    return OF_THIS_THREAD.get();
  }

  /** The call is carried out on this thread from now on. Returns what was before. */
  @Nullable
  CallHolds begin() {
    CallHolds outer = OF_THIS_THREAD.get();
    OF_THIS_THREAD.set(this);
    return outer;
  }

  static void end(@Nullable CallHolds outer) {
    if (outer == null) {
      OF_THIS_THREAD.remove();
    } else {
      OF_THIS_THREAD.set(outer);
    }
  }

  /**
   * Takes a value in that has arrived, and holds what its handles stand for. May block and run code
   * of the program.
   *
   * @param handles how many there are; 0 if it must be kept decoded
   * @return null if it must be kept decoded; nothing has been taken in then
   */
  @Nullable
  Element take(Payloads payloads, ByteString payload, int handles) {
    if (handles == 0) {
      return null;
    }
    Borrowing borrowing = new Borrowing();
    borrowing.<@Nullable Object>during(() -> payloads.decode(payload));
    List<ObjectHandle> found = borrowing.handles();
    if (!borrowing.isComplete() || found.size() != handles) {
      return null; // as objects of other managers, or a value so deep that it was decoded twice
    }
    List<Long> numbers = new ArrayList<>(handles);
    for (ObjectHandle handle : found) {
      if (!keeper.hold(handle.getObject(), handle.getTicket())) {
        throw new OwnerLostException("Object " + handle.getObject() + " does not exist any more");
      }
      held.add(handle.getObject());
      numbers.add(handle.getObject());
    }
    return new Element(payloads, payload, null, List.copyOf(numbers));
  }

  /** Makes an object, held by the call that makes it if there is one; else by the reference. */
  public static ObjectRef create(Objects objects, String kind, ObjectRole role) {
    CallHolds holds = OF_THIS_THREAD.get();
    if (holds == null) {
      return objects.create(kind, role);
    }
    ObjectRef made = holds.keeper.create(kind, role);
    holds.held.add(made.object());
    return made;
  }

  /** Returns a reference to an object of this runtime; null if there is no such object any more. */
  public static @Nullable ObjectRef reference(Objects objects, long number) {
    CallHolds holds = OF_THIS_THREAD.get();
    if (holds == null) {
      return objects.reference(number);
    }
    if (!holds.keeper.hold(number, 0)) {
      return null;
    }
    holds.held.add(number);
    return holds.keeper.borrow(number);
  }

  /**
   * Lets go of an object that a container held, when the answer is encoded; at once where there is
   * no call.
   */
  static void letGo(Keeper keeper, long object) {
    CallHolds holds = OF_THIS_THREAD.get();
    if (holds == null) {
      keeper.release(object);
    } else {
      holds.held.add(object);
    }
  }

  /** The answer is encoded. */
  void letGo() {
    List<Long> all = held;
    held = new ArrayList<>(0);
    all.forEach(keeper::release);
  }
}
