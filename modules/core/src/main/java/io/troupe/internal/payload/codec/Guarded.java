package io.troupe.internal.payload.codec;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls methods of user's throwables, any of which may throw. */
public final class Guarded {
  private Guarded() {}

  /**
   * Returns what the method gives; null where it throws anything, for a failure is being told
   * already.
   */
  public static <T> @Nullable T orNull(Supplier<? extends @Nullable T> method) {
    try {
      return method.get();
    } catch (Throwable e) {
      return null;
    }
  }

  public static <T> T get(Supplier<? extends @Nullable T> method, T alternative) {
    T value = orNull(method);
    return value == null ? alternative : value;
  }

  /** Returns whether the call came to its end. */
  public static boolean run(Runnable call) {
    return get(
        () -> {
          call.run();
          return true;
        },
        false);
  }
}
