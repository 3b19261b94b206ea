package io.troupe.internal.payload;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls methods of user's throwables, any of which may throw. */
final class Guarded {
  private Guarded() {}

  /** Returns what the method gives; null where it throws whatever it may be, for a failure is being told already. */
  static <T> @Nullable T orNull(Supplier<? extends @Nullable T> method) {
    try {
      return method.get();
    } catch (Throwable e) {
      return null;
    }
  }

  static <T> T get(Supplier<? extends @Nullable T> method, T alternative) {
    T value = orNull(method);
    return value == null ? alternative : value;
  }

  /** Returns whether the call came to its end. */
  static boolean run(Runnable call) {
    return get(
        () -> {
          call.run();
          return true;
        },
        false);
  }
}
