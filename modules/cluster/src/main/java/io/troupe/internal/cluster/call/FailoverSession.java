package io.troupe.internal.cluster.call;

/**
 * A caller's use of one node for failover objects; when the caller ends without going on elsewhere,
 * so does its session.
 */
public interface FailoverSession {

  /**
   * Has a command carried out.
   *
   * @param command a {@code troupe.v1.FailoverCommand}
   * @return a {@code troupe.v1.FailoverResult}
   * @throws io.troupe.cluster.FailoverException if there is no majority
   */
  byte[] write(byte[] command) throws InterruptedException;

  /**
   * Answers a question.
   *
   * @param query a {@code troupe.v1.FailoverQuery}
   * @return a {@code troupe.v1.FailoverResult}
   * @throws io.troupe.cluster.FailoverException if there is no majority
   */
  byte[] read(byte[] query) throws InterruptedException;
}
