package io.troupe.benchmarks.cluster;

import io.troupe.Pool;
import io.troupe.benchmarks.ManagedWork;
import io.troupe.benchmarks.comparison.Work;
import io.troupe.manager.Manager;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Has an object of a manager, in a process on a node, used by this program. */
final class NodeManager implements Work {
  /** Those of the process on the node, which live as long as it does. */
  private static final List<Manager> KEPT = new CopyOnWriteArrayList<>();

  private final ManagedWork work;
  private final Pool pool;
  private final Object object;

  NodeManager(ManagedWork work) throws Exception {
    this.work = work;
    pool = Pool.builder().on(ThreeNodes.shared().cluster()).processes(1).start();
    object = pool.apply(NodeManager::make, work);
  }

  static Object make(ManagedWork work) {
    Manager manager = Manager.builder().start();
    KEPT.add(manager);
    return work.make(manager);
  }

  @Override
  public double round(int count) throws Exception {
    long begin = System.nanoTime();
    work.repeat(object, count);
    return System.nanoTime() - begin;
  }

  @Override
  public void close() {
    pool.terminate();
  }
}
