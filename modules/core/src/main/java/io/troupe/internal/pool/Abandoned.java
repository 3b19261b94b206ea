package io.troupe.internal.pool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about a pool that nobody can reach any more: it finishes its work, as if it had been closed. */
final class Abandoned implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Abandoned.class);

  private final PoolCore core;

  Abandoned(PoolCore core) {
    this.core = core;
  }

  @Override
  public void run() {
    if (!core.isClosed()) {
      LOG.warn(
          "{} was dropped without being closed; use try-with-resources, or call close()",
          core.name());
      core.shutdown();
    }
  }
}
