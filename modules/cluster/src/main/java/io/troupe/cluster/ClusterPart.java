package io.troupe.cluster;

import io.troupe.internal.cluster.program.ClusterRuntime;
import io.troupe.internal.cluster.program.Party;
import io.troupe.internal.cluster.program.Placement;
import io.troupe.spi.ProcessSite;
import io.troupe.spi.SiteProcess;
import java.io.IOException;
import java.util.Optional;

/**
 * Some nodes of a cluster.
 *
 * @param pool that uses them; empty for processes, each of which stands for itself
 */
record ClusterPart(ClusterRuntime cluster, Placement placement, Optional<Party> pool)
    implements ProcessSite {
  ClusterPart(ClusterRuntime cluster, Placement placement) {
    this(cluster, placement, Optional.empty());
  }

  @Override
  public int slots() {
    return cluster.slots(placement);
  }

  @Override
  public ProcessSite forPool(String name) {
    return new ClusterPart(cluster, placement, Optional.of(Party.pool(name)));
  }

  @Override
  public SiteProcess start(Order order) throws IOException, InterruptedException {
    return cluster.start(order, placement, pool.orElseGet(Party::process));
  }

  @Override
  public String toString() {
    return placement.text();
  }
}
