package io.troupe.internal.pool.result;

import io.troupe.internal.log.Log;
import io.troupe.internal.pool.crew.PoolCore;
import io.troupe.internal.pool.crew.TaskTarget;
import io.troupe.internal.wait.Reachability;

/**
 * Keeps a pool open: its façade has one, and so has all that the program may still wait for, such
 * as a result or an iterator. A pool whose lease cannot be reached any more finishes its work, as
 * if it had been closed.
 */
public final class Lease {
  private static final Log log = Log.of(Lease.class);

  private final TaskTarget target;

  private Lease(TaskTarget target) {
    this.target = target;
  }

  /** Returns the lease of a pool that lives here. There is to be one. */
  public static Lease of(PoolCore core) {
    Lease lease = new Lease(core);
    Reachability.onUnreachable(lease, () -> abandon(core));
    return lease;
  }

  /**
   * Returns a lease of a pool elsewhere, which is open as long as somewhere a reference to it is
   * held.
   */
  public static Lease ofRemote(TaskTarget remote) {
    return new Lease(remote);
  }

  public TaskTarget target() {
    return target;
  }

  private static void abandon(PoolCore core) {
    if (!core.isClosed()) {
      log.warn(
          "{} was dropped without being closed; use try-with-resources, or call close()",
          core.name());
      core.shutdown();
    }
  }
}
