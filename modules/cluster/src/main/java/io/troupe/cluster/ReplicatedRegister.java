package io.troupe.cluster;

import io.troupe.manager.Registration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A value of which every node has a copy; the last one that was set wins, by the clocks of the
 * nodes. See {@link Replicated} for where it is lost, and what its calls throw. Thread-safe.
 */
public interface ReplicatedRegister<V> {

  /** Returns the value; empty if none was set, or it was cleared. */
  Optional<V> get();

  /**
   * Sets the value.
   *
   * @throws IllegalArgumentException if it is too large, or has handles in it
   * @throws io.troupe.PayloadException if it cannot cross
   */
  void set(V value);

  /** Takes the value away. */
  void clear();

  /** Returns this register with another consistency. */
  ReplicatedRegister<V> with(Consistency consistency);

  /**
   * Calls a listener with the value after each change from now on, of any node, on a thread of its
   * own; empty if it was cleared. Several changes within a moment may be heard as one.
   *
   * @return ends it when closed
   */
  Registration onChange(Consumer<? super Optional<V>> listener);
}
