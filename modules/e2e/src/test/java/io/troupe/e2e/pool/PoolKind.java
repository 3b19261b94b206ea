package io.troupe.e2e.pool;

import io.troupe.Pool;
import io.troupe.PoolBuilder;
import io.troupe.manager.Manager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the workers of a pool are, and where it lives: the same cases hold for all. */
enum PoolKind {
  THREADS {
    @Override
    PoolBuilder builder(int workers) {
      return Pool.builder().threads(workers);
    }
  },
  PROCESSES,

  /** In a manager's process, as far as {@link #shared()} is concerned; else as an object of a manager in this one. */
  MANAGED {
    @Override
    Pool start(PoolBuilder builder) {
      return Here.start(builder);
    }

    @Override
    Pool startShared() {
      return Elsewhere.MANAGER.pool(2);
    }
  };

  private Pool shared;

  PoolBuilder builder(int workers) {
    return Pool.builder().processes(workers);
  }

  Pool start(PoolBuilder builder) {
    return builder.start();
  }

  Pool startShared() {
    return of(2);
  }

  final Pool of(int workers) {
    return start(builder(workers));
  }

  /** Returns a pool of two workers that lives as long as the tests; for cases that leave it as they found it. */
  final synchronized Pool shared() {
    if (shared == null) {
      shared = startShared();
    }
    return shared;
  }

  private static final class Elsewhere {
    static final Manager MANAGER = Manager.process();
  }

  /** A manager of this process, whose pools are made from builders, which do not cross. */
  private static final class Here {
    private static final Manager MANAGER = Manager.start();
    private static final Map<Integer, PoolBuilder> BUILDERS = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    static Pool start(PoolBuilder builder) {
      int number = COUNT.incrementAndGet();
      BUILDERS.put(number, builder);
      return MANAGER.pool(() -> made(number));
    }

    private static Pool made(int number) {
      return BUILDERS.remove(number).start();
    }
  }
}
