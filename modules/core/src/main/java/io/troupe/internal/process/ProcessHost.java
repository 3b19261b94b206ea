package io.troupe.internal.process;

import io.troupe.internal.process.launch.ChildSpec;

/** What processes need from the runtime that makes them. Thread-safe. */
public interface ProcessHost {

  /**
   * Returns what starts a process, whose JVM may be booting already where it is the first. Asked
   * for when a child JVM is about to start.
   */
  Nursery nursery(ChildSpec child);
}
