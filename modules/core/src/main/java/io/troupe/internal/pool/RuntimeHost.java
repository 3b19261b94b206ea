package io.troupe.internal.pool;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where pools find the runtime of this JVM. */
public final class RuntimeHost {
  private static final AtomicReference<@Nullable PoolHost> CURRENT = new AtomicReference<>();

  private RuntimeHost() {}

  /** Sets the runtime that pools live in from now on. */
  public static void set(PoolHost host) {
    CURRENT.set(host);
  }

  static PoolHost current() {
    PoolHost host = CURRENT.get();
    if (host == null) {
      throw new IllegalStateException("no runtime was started in this JVM");
    }
    return host;
  }
}
