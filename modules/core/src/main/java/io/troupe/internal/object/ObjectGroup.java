package io.troupe.internal.object;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Objects of this runtime that end together, held or not. Thread-safe. */
public final class ObjectGroup {
  private static final ThreadLocal<@Nullable ObjectGroup> OF_THIS_THREAD = new ThreadLocal<>();

  private final Set<OwnedObject> members = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ended = new AtomicBoolean();

  /** Puts what this thread makes meanwhile into this group. */
  public <T> T making(Supplier<T> maker) {
    ObjectGroup outer = OF_THIS_THREAD.get();
    OF_THIS_THREAD.set(this);
    try {
      return maker.get();
    } finally {
      if (outer == null) {
        OF_THIS_THREAD.remove();
      } else {
        OF_THIS_THREAD.set(outer);
      }
    }
  }

  static @Nullable ObjectGroup ofThisThread() {
    return OF_THIS_THREAD.get();
  }

  void add(OwnedObject object) {
    members.add(object);
    if (ended.get()) {
      object.end();
    }
  }

  void remove(OwnedObject object) {
    members.remove(object);
  }

  /** Ends all objects, and those that join later. Idempotent. */
  public void end() {
    ended.set(true);
    members.forEach(OwnedObject::end);
  }
}
