package io.troupe.internal.cluster.call;

/** A node as others call it. */
public interface NodeCalls {

  /**
   * Begins to use the node, until the session is closed or no longer asked for news.
   *
   * @param program for messages to people
   * @param secret of the program, the same at all nodes
   */
  SessionCalls enter(String program, ProgramSecret secret);

  /** Returns the replicated objects of the node. */
  ReplicaCalls replicas();

  /** Returns the failover objects of the cluster. */
  FailoverCalls failover();

  /** Returns what a node must know that is to join the cluster. */
  NodeAddress address();

  /** Returns how busy the node is. */
  NodeStatus status();

  /**
   * Where a member is.
   *
   * @param gateway host and port, as others know it
   * @param artery host and port of Pekko's remoting; empty while it is no member
   * @param millis its time, as {@link System#currentTimeMillis}
   * @param agreement what is the same at all nodes that have their failover objects in one place
   */
  record NodeAddress(String gateway, String artery, long millis, String agreement) {}
}
