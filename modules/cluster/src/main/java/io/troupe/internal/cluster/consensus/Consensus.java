package io.troupe.internal.cluster.consensus;

import com.google.protobuf.ByteString;
import java.time.Duration;

/**
 * What all nodes agree on, a majority of the voters or a database, as any node uses it.
 * Thread-safe.
 */
public interface Consensus extends AutoCloseable {

  /**
   * Has a command carried out, and returns its result when it is agreed on. It may be carried out
   * more than once: what follows from the log knows a command that comes again.
   *
   * @throws NoAgreementException if there is no leader with a majority for too long, or no answer of
   *     the database; the command may be carried out nevertheless, or later
   */
  ByteString write(ByteString command) throws NoAgreementException, InterruptedException;

  /**
   * Answers a question from what is agreed on.
   *
   * @throws NoAgreementException as {@link #write}
   */
  ByteString read(ByteString query) throws NoAgreementException, InterruptedException;

  /**
   * Returns what is the same at all nodes that agree with each other, and at no others; empty where
   * that are the members of a cluster.
   */
  String identity();

  /** Begins the group: for the first node of a cluster. */
  void found();

  /**
   * Waits until this node is a voter beside the others, if it is to be one, or has what the database
   * has, for a while at most.
   *
   * @return whether it is
   */
  boolean awaitPart(Duration limit) throws InterruptedException;

  /** Wants to be no voter any more, and waits until it is none, for a while at most. */
  void leave(Duration patience) throws InterruptedException;

  @Override
  void close();
}
