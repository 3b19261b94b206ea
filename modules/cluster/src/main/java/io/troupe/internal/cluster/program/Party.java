package io.troupe.internal.cluster.program;

/**
 * One of those that share the slots which a program has: a pool, or a process that is no worker.
 * Equal to itself alone.
 */
public final class Party {
  private final String pool;

  private Party(String pool) {
    this.pool = pool;
  }

  /** Returns one that stands for a pool. */
  public static Party pool(String name) {
    return new Party(name.isEmpty() ? "pool" : name);
  }

  /** Returns one that stands for one process. */
  public static Party process() {
    return new Party("");
  }

  /** Returns the name of the pool; empty for a process, which cannot make room. */
  String pool() {
    return pool;
  }
}
