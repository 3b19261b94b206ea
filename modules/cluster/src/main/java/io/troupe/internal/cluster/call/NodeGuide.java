package io.troupe.internal.cluster.call;

import java.util.List;

/** What a program tells its processes: which node has the named objects of the cluster for them. */
public interface NodeGuide {

  /**
   * Returns a node that answers. Blocks while it is connected.
   *
   * @param place where the caller is
   * @param lost nodes that did not answer the caller
   * @throws io.troupe.TroupeException if there is none
   * @throws io.troupe.OwnerLostException if the program uses the cluster no more
   */
  Found find(String place, List<String> lost) throws InterruptedException;

  /** A node, and what it has. */
  record Found(String node, ReplicaCalls replicas, FailoverCalls failover) {}
}
