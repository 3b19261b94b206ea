package io.troupe.internal.cluster.ledger;

import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverSnapshot;

/** A command of a session, whose result may be waited for. */
record Ticket(long session, long sequence) {
  static Ticket of(FailoverCommand command) {
    return new Ticket(command.getSession(), command.getSequence());
  }

  static Ticket of(FailoverSnapshot.Ticket written) {
    return new Ticket(written.getSession(), written.getSequence());
  }

  FailoverSnapshot.Ticket written() {
    return FailoverSnapshot.Ticket.newBuilder()
        .setSession(session)
        .setSequence(sequence)
        .build();
  }
}
