package io.troupe.e2e.pool;

import io.troupe.Pool;
import io.troupe.PoolBuilder;

/** What the workers of a pool are: the same cases hold for both. */
enum PoolKind {
  THREADS {
    @Override
    PoolBuilder builder(int workers) {
      return Pool.builder().threads(workers);
    }
  },
  PROCESSES {
    @Override
    PoolBuilder builder(int workers) {
      return Pool.builder().processes(workers);
    }
  };

  private Pool shared;

  abstract PoolBuilder builder(int workers);

  Pool of(int workers) {
    return builder(workers).start();
  }

  /** Returns a pool of two workers that lives as long as the tests; for cases that leave it as they found it. */
  synchronized Pool shared() {
    if (shared == null) {
      shared = of(2);
    }
    return shared;
  }
}
