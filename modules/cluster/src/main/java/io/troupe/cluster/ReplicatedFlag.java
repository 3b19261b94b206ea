package io.troupe.cluster;

import io.troupe.manager.Registration;

/**
 * A flag of which every node has a copy. Once it is on, it stays on: for what can be turned off
 * again, use a {@linkplain Replicated#register register}. See {@link Replicated} for where it is
 * lost, and what its calls throw. Thread-safe.
 */
public interface ReplicatedFlag {

  /** Returns whether it is on. */
  boolean isOn();

  /** Switches it on; no effect if it is on. */
  void switchOn();

  /** Returns this flag with another consistency. */
  ReplicatedFlag with(Consistency consistency);

  /**
   * Calls a listener when it is switched on, by any node, on a thread of its own; at once if it is
   * on already.
   *
   * @return ends it when closed
   */
  Registration onSwitchedOn(Runnable listener);
}
