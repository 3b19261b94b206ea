package io.troupe.internal.cluster.program;

import io.troupe.internal.cluster.call.SlotRequest;
import io.troupe.spi.ProcessSite.Order;

/**
 * What is to be started, where, and for whom. Immutable.
 *
 * @param code that it runs
 */
record Demand(Order order, OfferedCode code, Placement placement, Party party) {

  /** @param waits whether it waits for a slot of the node that is asked */
  SlotRequest slot(boolean waits) {
    return new SlotRequest(party.pool(), placement.takesSlot(), waits);
  }
}
