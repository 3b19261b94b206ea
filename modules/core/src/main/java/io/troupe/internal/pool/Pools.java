package io.troupe.internal.pool;

import io.troupe.Pool;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes pools. */
public final class Pools {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Pools() {}

  /** Starts a pool in the runtime of this JVM. */
  public static Pool start(PoolSettings settings) {
    return start(settings, RuntimeHost.current());
  }

  static Pool start(PoolSettings settings, PoolHost host) {
    String name = "pool-" + COUNT.incrementAndGet();
    PoolSettings complete = settings.named(name, host.processors());
    Workers workers =
        complete.threads() ? new ThreadWorkers(complete, host.cpu()) : host.processes(complete);
    PoolCore core = new PoolCore(complete, host, workers);
    core.start();
    return new DefaultPool(core);
  }
}
