package io.troupe.internal.object;

import io.troupe.proto.ObjectHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The decoding of a value whose references do not hold their objects, as far as those live here and
 * may be borrowed. Used by one thread, once.
 */
public final class Borrowing {
  private static final ThreadLocal<@Nullable Borrowing> OF_THIS_THREAD = new ThreadLocal<>();

  private final List<ObjectHandle> borrowed = new ArrayList<>(1);
  private boolean others;

  /** Returns what {@code decoding} returns, which borrows what it can on this thread. */
  public <T extends @Nullable Object> T during(Supplier<T> decoding) {
    Borrowing outer = OF_THIS_THREAD.get();
    OF_THIS_THREAD.set(this);
    try {
      return decoding.get();
    } finally {
      if (outer == null) {
        OF_THIS_THREAD.remove();
      } else {
        OF_THIS_THREAD.set(outer);
      }
    }
  }

  static @Nullable Borrowing ofThisThread() {
    return OF_THIS_THREAD.get();
  }

  void add(ObjectHandle handle) {
    borrowed.add(handle);
  }

  /** Takes note of a reference that holds its object. */
  void addOther() {
    others = true;
  }

  /** Returns whether all references were borrowed. */
  public boolean isComplete() {
    return !others;
  }

  /** Returns the handles of what was borrowed. */
  public List<ObjectHandle> handles() {
    return borrowed;
  }
}
