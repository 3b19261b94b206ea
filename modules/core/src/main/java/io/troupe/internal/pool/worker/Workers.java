package io.troupe.internal.pool.worker;

import io.troupe.internal.pool.dispatch.PoolWorker;

/** Starts the workers of one pool, and knows how values get to them. Thread-safe. */
public interface Workers extends AutoCloseable {

  /**
   * Starts a worker. Returns at once; {@code events} hears how it goes.
   *
   * @param name its name, {@code PoolWorker-1} and so on
   */
  PoolWorker start(String name, WorkerEvents events);

  /** Returns how many should boot at a time, at least 1. */
  int bootsAtOnce();

  /** Starts no more. */
  @Override
  void close();

  /** Returns whether the calling thread is one of these workers. */
  boolean runsCurrentThread();

  /** Returns how values get to these workers. */
  Values values();
}
