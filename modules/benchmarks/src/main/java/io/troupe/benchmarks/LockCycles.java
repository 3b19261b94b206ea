package io.troupe.benchmarks;

import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import io.troupe.memory.LongValue;
import io.troupe.memory.Value;
import io.troupe.sync.Hold;
import io.troupe.sync.Lock;

/** Acquires and releases locks, alone or with a partner in another process. */
final class LockCycles {
  private LockCycles() {}

  /** A lock that nobody else wants. */
  static Work uncontended() {
    Lock lock = Lock.create();
    return count -> {
      long begin = System.nanoTime();
      for (int i = 0; i < count; i++) {
        lock.acquire();
        lock.release();
      }
      return System.nanoTime() - begin;
    };
  }

  /** A number that is incremented under its own lock. */
  static Work increments() {
    LongValue value = Value.ofLong(0);
    return count -> {
      value.set(0);
      long begin = System.nanoTime();
      for (int i = 0; i < count; i++) {
        try (Hold held = value.hold()) {
          value.set(value.get() + 1);
        }
      }
      long nanos = System.nanoTime() - begin;
      Check.that(value.get() == count, value + " instead of " + count);
      return nanos;
    };
  }

  /** Two processes that want the same lock all the time. */
  static Work contended() throws InterruptedException {
    return new Contended();
  }

  private static final class Contended implements Work {
    private final Lock lock = Lock.create();
    private final LongValue value = Value.ofLong(0);
    private final Partner one = partner(lock, value);
    private final Partner other = partner(lock, value);

    private Contended() throws InterruptedException {}

    private static Partner partner(Lock lock, LongValue value) throws InterruptedException {
      return new Partner(count -> increment(lock, value, count));
    }

    private static void increment(Lock lock, LongValue value, int count) {
      for (int i = 0; i < count; i++) {
        lock.lock();
        try {
          value.set(value.get() + 1);
        } finally {
          lock.unlock();
        }
      }
    }

    @Override
    public double round(int count) throws Exception {
      value.set(0);
      long begin = System.nanoTime();
      one.begin(count / 2);
      other.begin(count / 2);
      one.join();
      other.join();
      long nanos = System.nanoTime() - begin;
      Check.that(value.get() == count, value + " instead of " + count);
      return nanos;
    }

    @Override
    public void close() {
      one.close();
      other.close();
    }
  }
}
