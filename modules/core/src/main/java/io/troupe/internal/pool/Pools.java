package io.troupe.internal.pool;

import io.troupe.Pool;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.pool.crew.PoolCore;
import io.troupe.internal.pool.crew.PoolHost;
import io.troupe.internal.pool.result.Lease;
import io.troupe.internal.pool.worker.PoolSettings;
import io.troupe.internal.pool.worker.ThreadWorkers;
import io.troupe.internal.pool.worker.Workers;
import io.troupe.proto.PoolHandle;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the pools of one runtime, and the façades of those elsewhere. Thread-safe. */
public final class Pools {
  private final AtomicInteger count = new AtomicInteger();
  private final PoolHost host;

  public Pools(PoolHost host) {
    this.host = host;
  }

  /** Starts a pool. */
  public Pool start(PoolSettings settings) {
    String name = "pool-" + count.incrementAndGet();
    PoolSettings complete = settings.named(name);
    Workers workers =
        complete.threads() ? new ThreadWorkers(complete, host.cpu()) : host.processes(complete);
    PoolCore core = new PoolCore(complete, host, workers);
    core.start();
    return new DefaultPool(Lease.of(core));
  }

  /**
   * Makes a pool of this runtime an object that other processes can use, and returns its façade. It
   * ends when no process holds it any more.
   *
   * @throws IllegalArgumentException if the pool is none of Troupe's
   */
  public Pool share(Pool pool) {
    if (!(pool instanceof DefaultPool own)) {
      throw new IllegalArgumentException("not a pool of Troupe's: " + pool);
    }
    if (!(own.lease().target() instanceof PoolCore core)) {
      return pool; // is shared
    }
    ObjectRef object =
        host.objects().create("pool", (number, self) -> new PoolObject(core, own.lease(), number));
    return new DefaultPool(Lease.ofRemote(RemoteTarget.of(object, core.traits(), host)));
  }

  /**
   * Opens a handle of a shared pool.
   *
   * @throws io.troupe.OwnerLostException if the pool is gone
   */
  public Pool open(PoolHandle handle) {
    return new DefaultPool(Lease.ofRemote(RemoteTarget.open(handle, host)));
  }
}
