package io.troupe.internal.pool.worker;

import io.troupe.internal.pool.dispatch.PoolWorker;
import io.troupe.internal.wait.CpuGate;

/** Starts threads of this JVM as workers. */
public final class ThreadWorkers implements Workers {
  private final PoolSettings settings;
  private final CpuGate cpu;
  private final Values values = new ThreadValues();
  private final ThreadGroup group;

  public ThreadWorkers(PoolSettings settings, CpuGate cpu) {
    this.settings = settings;
    this.cpu = cpu;
    group = new ThreadGroup(settings.nameInUse());
  }

  @Override
  public PoolWorker start(String name, WorkerEvents events) {
    ThreadWorker worker = new ThreadWorker(group, name, settings.initializer(), events, cpu);
    worker.start();
    return worker;
  }

  @Override
  public int bootsAtOnce() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void close() {
    // Nothing was kept ready.
  }

  @Override
  public boolean runsCurrentThread() {
    return Thread.currentThread().getThreadGroup() == group;
  }

  @Override
  public Values values() {
    return values;
  }
}
