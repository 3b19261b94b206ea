package io.troupe.internal.cluster.ledger;

import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverSnapshot;
import io.troupe.proto.FailoverSnapshot.Settled;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** One process that uses failover objects, with the results that it may ask for again. */
final class ClientSession {
  private final NavigableMap<Long, FailoverResult> results = new TreeMap<>();
  private long connection;
  private long heardMillis;
  private long settledBelow;

  ClientSession(long connection, long nowMillis) {
    this.connection = connection;
    heardMillis = nowMillis;
  }

  static ClientSession of(FailoverSnapshot.Session written) {
    ClientSession session = new ClientSession(written.getConnection(), written.getHeardMillis());
    session.settledBelow = written.getSettledBelow();
    written
        .getResultsList()
        .forEach(each -> session.results.put(each.getSequence(), each.getResult()));
    return session;
  }

  /** It has said something, and knows all results below a sequence. */
  void heard(long nowMillis, long settled) {
    heardMillis = nowMillis;
    if (settled > settledBelow) {
      settledBelow = settled;
      results.headMap(settled, false).clear();
    }
  }

  boolean isSilentSince(long millis) {
    return heardMillis < millis;
  }

  void connected(long number) {
    connection = Math.max(connection, number);
  }

  boolean isConnectedBy(long number) {
    return connection == number;
  }

  /** Returns what a command has come to, if it has come before. */
  Optional<FailoverResult> result(long sequence) {
    return sequence < settledBelow
        ? Optional.of(Results.refused("its result was known"))
        : Optional.ofNullable(results.get(sequence));
  }

  void settle(long sequence, FailoverResult result) {
    if (sequence >= settledBelow) {
      results.put(sequence, result);
    }
  }

  void write(long id, FailoverSnapshot.Builder snapshot) {
    FailoverSnapshot.Session.Builder session = FailoverSnapshot.Session.newBuilder()
        .setId(id)
        .setConnection(connection)
        .setHeardMillis(heardMillis)
        .setSettledBelow(settledBelow);
    results.forEach((sequence, result) ->
        session.addResults(Settled.newBuilder().setSequence(sequence).setResult(result)));
    snapshot.addSessions(session);
  }
}
