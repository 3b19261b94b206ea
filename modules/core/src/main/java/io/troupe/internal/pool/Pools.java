package io.troupe.internal.pool;

import io.troupe.Pool;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the pools of one runtime. Thread-safe. */
public final class Pools {
  private final AtomicInteger count = new AtomicInteger();
  private final PoolHost host;

  public Pools(PoolHost host) {
    this.host = host;
  }

  /** Starts a pool. */
  public Pool start(PoolSettings settings) {
    String name = "pool-" + count.incrementAndGet();
    PoolSettings complete = settings.named(name, host.processors());
    Workers workers =
        complete.threads() ? new ThreadWorkers(complete, host.cpu()) : host.processes(complete);
    PoolCore core = new PoolCore(complete, host, workers);
    core.start();
    return new DefaultPool(core);
  }
}
