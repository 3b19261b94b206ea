package io.troupe.internal.cluster.ledger;

import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverSnapshot;
import java.util.Set;

/** A failover object. Not thread-safe, and never blocks. */
interface Thing {

  /**
   * Carries out a command.
   *
   * @param index of its entry in the log
   */
  FailoverResult apply(long index, FailoverCommand command);

  /** Answers a question. */
  FailoverResult answer(FailoverQuery query);

  /** Takes out who waits, if it still does. */
  default void cancel(Ticket ticket) {}

  /**
   * Takes back what these sessions had, for they have ended.
   *
   * @param index of the entry that says so
   */
  default void ended(Set<Long> sessions, long index) {}

  /** Returns whether it is as one that has never been used, and so need not be kept. */
  boolean isEmpty();

  /** Writes it into a snapshot. */
  void write(String name, FailoverSnapshot.Builder snapshot);

  /** Takes what commands come to that had to wait. */
  interface Late {
    void settle(Ticket ticket, FailoverResult result);
  }
}
