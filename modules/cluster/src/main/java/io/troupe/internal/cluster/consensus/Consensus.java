package io.troupe.internal.cluster.consensus;

import com.google.protobuf.ByteString;
import java.time.Duration;

/** What a majority of the voters agrees on, as any node uses it. Thread-safe. */
public interface Consensus extends AutoCloseable {

  /**
   * Has a command carried out, and returns its result when a majority has it. It may be carried out
   * more than once: what follows from the log knows a command that comes again.
   *
   * @throws NoMajorityException if there is no leader with a majority for too long; the command may
   *     be carried out nevertheless, or later
   */
  ByteString write(ByteString command) throws NoMajorityException, InterruptedException;

  /**
   * Answers a question from what a majority has.
   *
   * @throws NoMajorityException as {@link #write}
   */
  ByteString read(ByteString query) throws NoMajorityException, InterruptedException;

  /** Begins the group: for the first node of a cluster. */
  void found();

  /**
   * Waits until this node is a voter beside the others, if it is to be one, for a while at most.
   *
   * @return whether it is
   */
  boolean awaitPart(Duration limit) throws InterruptedException;

  /** Wants to be no voter any more, and waits until it is none, for a while at most. */
  void leave(Duration patience) throws InterruptedException;

  @Override
  void close();
}
