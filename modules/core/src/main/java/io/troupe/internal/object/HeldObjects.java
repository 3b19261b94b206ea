package io.troupe.internal.object;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The objects of another runtime that this one holds, each by one reference, so that what is kept
 * beside a reference is kept once. Thread-safe.
 */
final class HeldObjects {
  private final Owner owner;
  private final Map<Long, Held> held = new HashMap<>(); // guarded by this

  HeldObjects(Owner owner) {
    this.owner = owner;
  }

  private static final class Held {
    private WeakReference<@Nullable ObjectRef> reference = new WeakReference<>(null);

    /** How often the owner was told so. */
    private int times;

    ObjectRef hold(Owner owner, long object) {
      times++;
      ObjectRef known = reference.get();
      if (known == null) {
        known = ObjectRef.to(owner, object);
        reference = new WeakReference<>(known);
      }
      return known;
    }
  }

  /** Returns the reference to an object of which the owner was just told that it is held. */
  synchronized ObjectRef hold(long object) {
    return held.computeIfAbsent(object, number -> new Held()).hold(owner, object);
  }

  /**
   * Forgets an object unless there is a reference to it again.
   *
   * @param forgotten gets how often the owner was told that the object is held, before it can be
   *     held anew
   */
  synchronized void drop(long object, IntConsumer forgotten) {
    Held last = held.get(object);
    if (last != null && last.reference.get() == null) {
      held.remove(object);
      forgotten.accept(last.times);
    }
  }
}
