package io.troupe.cluster;

import io.troupe.internal.cluster.program.ClusterRuntime;
import io.troupe.internal.cluster.program.Placement;
import io.troupe.spi.ProcessSite;
import io.troupe.spi.SiteProcess;
import java.io.IOException;

/** Some nodes of a cluster. */
record ClusterPart(ClusterRuntime cluster, Placement placement) implements ProcessSite {
  @Override
  public int slots() {
    return cluster.slots(placement);
  }

  @Override
  public SiteProcess start(Order order) throws IOException, InterruptedException {
    return cluster.start(order, placement);
  }

  @Override
  public String toString() {
    return placement.text();
  }
}
