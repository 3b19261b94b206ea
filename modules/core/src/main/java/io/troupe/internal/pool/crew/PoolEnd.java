package io.troupe.internal.pool.crew;

import io.troupe.internal.pool.dispatch.PoolWorker;

/** How the workers of a terminated pool are brought to their end. */
public enum PoolEnd {
  /** By SIGTERM, and SIGKILL after the grace period. */
  TERMINATE,
  /** By SIGTERM alone. */
  TERMINATE_ONLY,
  /** By SIGKILL. */
  KILL;

  void end(PoolWorker worker) {
    if (this == KILL) {
      worker.kill();
    } else {
      worker.terminate();
    }
  }
}
