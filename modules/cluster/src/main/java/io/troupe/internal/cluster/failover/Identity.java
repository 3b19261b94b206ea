package io.troupe.internal.cluster.failover;

import io.troupe.internal.cluster.call.FailoverSession;
import io.troupe.internal.cluster.call.NodeGuide.Found;
import io.troupe.proto.ConnectSession;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverResult;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A session of this process, with the connection by which it is used just now. Thread-safe. */
final class Identity {
  private final long session = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  private final ConcurrentSkipListSet<Long> open = new ConcurrentSkipListSet<>();

  // Guarded by this.
  private long sequences;
  private long connections;
  private @Nullable Found node;
  private @Nullable FailoverSession connection;

  long session() {
    return session;
  }

  /** Begins a command; returns its sequence. */
  synchronized long begin() {
    open.add(++sequences);
    return sequences;
  }

  /** Its result is known, and not asked for again. */
  void end(long sequence) {
    open.remove(sequence);
  }

  /** Returns the sequence below which all results are known. */
  synchronized long settledBelow() {
    Long first = open.isEmpty() ? null : open.first();
    return first == null ? sequences + 1 : first;
  }

  /**
   * Returns the connection by a node. Blocks while it is made.
   *
   * @throws SessionEndedException if the session has ended
   */
  synchronized FailoverSession by(Found found) throws InterruptedException {
    FailoverSession known = connection;
    if (known != null && found.equals(node)) {
      return known;
    }
    connections++;
    FailoverSession made = found.failover().open(session, connections);
    FailoverCommand connect = FailoverCommand.newBuilder()
        .setSession(session)
        .setConnect(ConnectSession.newBuilder().setNumber(connections).setBegin(node == null))
        .build();
    if (Wire.result(made.write(connect.toByteArray())).getStatus() == FailoverResult.Status.ENDED) {
      throw new SessionEndedException();
    }
    node = found;
    connection = made;
    return made;
  }
}
