package io.troupe.internal.manager.call;

import io.troupe.internal.payload.lambda.EncodedFunction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which functions the owner of an object knows from this process by a number, so that each crosses
 * once. Only those without state, of which the owner can call the same one again. Thread-safe.
 */
final class Definitions {
  private static final int MOST = 256;

  private final Map<EncodedFunction, Definition> definitions = new ConcurrentHashMap<>();
  private final AtomicInteger slots;

  Definitions() {
    this(0);
  }

  private Definitions(int taken) {
    slots = new AtomicInteger(taken);
  }

  /** Returns those of a reference that others may stand beside: each function crosses each time. */
  static Definitions none() {
    return new Definitions(MOST);
  }

  /** Returns the definition of a function; null if it has none and crosses each time. */
  @Nullable
  Definition of(EncodedFunction function) {
    Definition known = definitions.get(function);
    if (known != null || !function.stateless() || slots.get() >= MOST) {
      return known;
    }
    return definitions.computeIfAbsent(function, f -> new Definition(slots.incrementAndGet()));
  }

  /** One function. It is known once a call that brought it has been answered. */
  static final class Definition {
    private final int slot;
    private volatile boolean known;

    Definition(int slot) {
      this.slot = slot;
    }

    int slot() {
      return slot;
    }

    boolean isKnown() {
      return known;
    }

    void known() {
      known = true;
    }
  }
}
