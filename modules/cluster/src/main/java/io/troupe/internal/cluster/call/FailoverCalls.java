package io.troupe.internal.cluster.call;

/** The failover objects of the cluster, as a node reaches them for others. */
public interface FailoverCalls {

  /**
   * Begins to use them. The session itself is begun, or gone on with, by the first command.
   *
   * @param session a number of the caller's, random, not zero
   * @param connection how often the caller has begun with this session; more than zero
   */
  FailoverSession open(long session, long connection);
}
