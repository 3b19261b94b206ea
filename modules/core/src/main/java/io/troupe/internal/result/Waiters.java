package io.troupe.internal.result;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Those that are to be told that something is over: a stack that is closed once, by telling all.
 * Thread-safe, without locks.
 */
class Waiters {
  private static final VarHandle TOP;
  private static final Waiter OVER = new Waiter(() -> {});

  static {
    try {
      TOP = MethodHandles.lookup().findVarHandle(Waiters.class, "top", Waiter.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable Waiter top;

  /** One who waits. */
  static final class Waiter {
    private final Runnable tell;
    private @Nullable Waiter next;
    private volatile boolean gone;

    private Waiter(Runnable tell) {
      this.tell = tell;
    }

    /** Waits no more; its place is used again by the next who comes. */
    void leave() {
      gone = true;
    }
  }

  final boolean isOver() {
    return top == OVER;
  }

  /** Ends it, once, and tells all in the order in which they came. */
  final void over() {
    Waiter told = reversed((Waiter) TOP.getAndSet(this, OVER));
    while (told != null) {
      told.tell.run();
      told = told.next;
    }
  }

  private static @Nullable Waiter reversed(@Nullable Waiter stack) {
    Waiter first = null;
    Waiter rest = stack == OVER ? null : stack;
    while (rest != null) {
      Waiter next = rest.next;
      rest.next = first;
      first = rest;
      rest = next;
    }
    return first;
  }

  /**
   * Has {@code tell} run when it is over; at once where it is already. {@code tell} must be short
   * and must not throw.
   */
  final Waiter whenOver(Runnable tell) {
    Waiter waiter = new Waiter(tell);
    Waiter seen;
    do {
      seen = top;
      if (seen == OVER) {
        tell.run();
        return waiter;
      }
      waiter.next = firstPresent(seen);
    } while (!TOP.compareAndSet(this, seen, waiter));
    return waiter;
  }

  /** Skips those who left, so that a loop of short waits does not pile them up. */
  private static @Nullable Waiter firstPresent(@Nullable Waiter stack) {
    Waiter present = stack;
    while (present != null && present.gone) {
      present = present.next;
    }
    return present;
  }
}
