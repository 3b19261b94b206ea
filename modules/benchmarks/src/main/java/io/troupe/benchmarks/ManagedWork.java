package io.troupe.benchmarks;

import io.troupe.benchmarks.comparison.Check;
import io.troupe.manager.ManagedList;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import io.troupe.sync.Lock;
import java.util.Objects;

/** What a client does with an object of a manager, so many times. */
public enum ManagedWork {
  DICT_GET {
    @Override
    public Object make(Manager manager) {
      ManagedMap<Integer, Integer> dict = manager.dict();
      for (int key = 0; key < KEYS; key++) {
        dict.put(key, key);
      }
      return dict;
    }

    @Override
    public void repeat(Object object, int times) throws Exception {
      ManagedMap<?, ?> dict = (ManagedMap<?, ?>) object;
      for (int i = 0; i < times; i++) {
        Check.that(Objects.equals(dict.get(i % KEYS), i % KEYS), "a wrong value");
      }
    }
  },
  DICT_SET {
    @Override
    public Object make(Manager manager) {
      return manager.dict();
    }

    @Override
    @SuppressWarnings("unchecked") // as made above
    public void repeat(Object object, int times) {
      ManagedMap<Integer, Integer> dict = (ManagedMap<Integer, Integer>) object;
      for (int i = 0; i < times; i++) {
        dict.put(i % KEYS, i);
      }
    }
  },
  LIST_APPEND {
    @Override
    public Object make(Manager manager) {
      return manager.list();
    }

    @Override
    @SuppressWarnings("unchecked") // as made above
    public void repeat(Object object, int times) {
      ManagedList<Integer> list = (ManagedList<Integer>) object;
      for (int i = 0; i < times; i++) {
        list.add(i);
      }
    }
  },
  LOCK {
    @Override
    public Object make(Manager manager) {
      return manager.lock();
    }

    @Override
    public void repeat(Object object, int times) throws Exception {
      Lock lock = (Lock) object;
      for (int i = 0; i < times; i++) {
        lock.acquire();
        lock.release();
      }
    }
  },
  CALL {
    @Override
    public Object make(Manager manager) {
      return manager.register(Echo.class, () -> item -> item).create(Echo.class);
    }

    @Override
    public void repeat(Object object, int times) throws Exception {
      Echo echo = (Echo) object;
      for (int i = 0; i < times; i++) {
        Check.that(echo.same(i) == i, "a wrong result");
      }
    }
  };

  private static final int KEYS = 100;

  /** A type of the program's own. */
  interface Echo {
    int same(int item);
  }

  /** Returns the object that all clients use. */
  public abstract Object make(Manager manager);

  /** Does it, in a client. */
  public abstract void repeat(Object object, int times) throws Exception;
}
