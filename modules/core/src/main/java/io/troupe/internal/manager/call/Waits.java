package io.troupe.internal.manager.call;

import io.troupe.proto.ManagedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Functions that wait for objects, so that a call that would wait for itself, directly or in a
 * circle, fails instead. Thread-safe.
 *
 * <p>A function that runs in an object keeps it busy, and with it all that wait for the object.
 * Their names go along with what the function itself calls ({@code held_up}). The owner of what is
 * called follows who waits for what from there on, as far as it knows. Of the calls that close a
 * circle, the one that arrives last finds the others.
 */
final class Waits {
  /** The functions that run in this JVM, by the object that is busy with them. */
  private static final Map<ManagedName, Waits> RUNNING = new ConcurrentHashMap<>();

  private static final ThreadLocal<@Nullable Waits> OF_THIS_THREAD = new ThreadLocal<>();

  private final ManagedName object;
  private final boolean busy;
  private final List<ManagedName> heldUpByCaller;
  private final Collection<List<ManagedName>> heldUpInQueue;
  private volatile @Nullable ManagedName waitsFor;

  /**
   * @param busy whether the object takes no other call meanwhile
   * @param heldUpByCaller what came with the call
   * @param heldUpInQueue what came with those that wait until it has ended; changes
   */
  Waits(
      ManagedName object,
      boolean busy,
      List<ManagedName> heldUpByCaller,
      Collection<List<ManagedName>> heldUpInQueue) {
    this.object = object;
    this.busy = busy;
    this.heldUpByCaller = heldUpByCaller;
    this.heldUpInQueue = heldUpInQueue;
  }

  /** Returns what runs on this thread; null for no function of a managed object. */
  static @Nullable Waits ofThisThread() {
    return OF_THIS_THREAD.get();
  }

  /** The function begins on this thread. Returns what ran here before. */
  @Nullable
  Waits begin() {
    Waits outer = OF_THIS_THREAD.get();
    OF_THIS_THREAD.set(this);
    if (busy) {
      RUNNING.put(object, this);
    }
    return outer;
  }

  void end(@Nullable Waits outer) {
    OF_THIS_THREAD.set(outer);
    if (busy) {
      RUNNING.remove(object, this);
    }
  }

  /** Notes that the function waits for an object from now on. */
  void waitsFor(ManagedName other) {
    waitsFor = other;
  }

  /** Notes that a function no longer waits. */
  static void over(@Nullable Waits waits) {
    if (waits != null) {
      waits.waitsFor = null;
    }
  }

  /** Returns all that cannot go on before this function does. */
  List<ManagedName> heldUp() {
    List<ManagedName> all = new ArrayList<>(heldUpByCaller);
    if (busy) {
      all.add(object);
      heldUpInQueue.forEach(all::addAll);
    }
    return all;
  }

  /**
   * Checks that an object is not waiting for one of those that are to wait for it.
   *
   * @throws IllegalStateException if it is
   */
  static void check(ManagedName called, List<ManagedName> heldUp) {
    ManagedName next = called;
    for (int steps = 0; next != null && steps <= RUNNING.size(); steps++) {
      if (heldUp.contains(next)) {
        throw new IllegalStateException("A function that runs in a managed object calls "
            + (steps == 0 && heldUp.size() == 1
                ? "that object itself, which cannot answer before it ends; use what the"
                    + " function is given"
                : "an object whose function waits for it in turn: neither could ever end; call"
                    + " one of the two outside of the other's function"));
      }
      Waits running = RUNNING.get(next);
      next = running == null ? null : running.waitsFor;
    }
  }
}
