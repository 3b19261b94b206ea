package io.troupe.internal.cluster.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.troupe.internal.cluster.consensus.Machine;
import io.troupe.proto.ConnectSession;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverResult.Status;
import io.troupe.proto.FailoverSnapshot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** All that the voters agree on. */
public final class Ledger implements Machine {
  /** A session that is silent for so long has ended, as the leaders' clocks have it. */
  public static final Duration LEASE = Duration.ofSeconds(20);

  private final Waits waits = new Waits();
  private Map<Long, ClientSession> sessions = new LinkedHashMap<>();
  private final long mostBytes;
  private Things things;
  private long clockMillis;

  public Ledger() {
    this(Room.MOST_BYTES);
  }

  /** @param mostBytes how much the objects may hold; the same on all voters */
  Ledger(long mostBytes) {
    this.mostBytes = mostBytes;
    things = new Things(mostBytes, this::settleLate);
  }

  @Override
  public ByteString apply(long index, ByteString command) {
    try {
      return apply(index, FailoverCommand.parseFrom(command)).toByteString();
    } catch (InvalidProtocolBufferException e) {
      return Results.refused("an unknown command").toByteString();
    }
  }

  private FailoverResult apply(long index, FailoverCommand command) {
    return switch (command.getBodyCase()) {
      case TICK_MILLIS -> tick(index, command.getTickMillis());
      case CONNECT -> connect(command.getSession(), command.getConnect());
      case DISCONNECT -> disconnect(index, command);
      default -> applyOnce(index, command);
    };
  }

  private FailoverResult tick(long index, int millis) {
    clockMillis += millis;
    long silent = clockMillis - LEASE.toMillis();
    end(
        sessions.entrySet().stream()
            .filter(each -> each.getValue().isSilentSince(silent))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()),
        index);
    return Results.DONE;
  }

  private FailoverResult connect(long id, ConnectSession connection) {
    ClientSession session = sessions.get(id);
    if (session != null) {
      session.connected(connection.getNumber());
      session.heard(clockMillis, 0);
    } else if (connection.getBegin()) {
      sessions.put(id, new ClientSession(connection.getNumber(), clockMillis));
    } else {
      return Results.ENDED;
    }
    return Results.DONE;
  }

  /** What an old connection says, when another has taken its place, is late. */
  private FailoverResult disconnect(long index, FailoverCommand command) {
    ClientSession session = sessions.get(command.getSession());
    if (session != null && session.isConnectedBy(command.getDisconnect())) {
      end(Set.of(command.getSession()), index);
    }
    return Results.DONE;
  }

  private void end(Set<Long> ended, long index) {
    if (!ended.isEmpty()) {
      sessions.keySet().removeAll(ended);
      things.ended(ended, index);
      waits.end(ended);
    }
  }

  private FailoverResult applyOnce(long index, FailoverCommand command) {
    ClientSession session = sessions.get(command.getSession());
    if (session == null) {
      return Results.ENDED;
    }
    session.heard(clockMillis, command.getSettledBelow());
    if (command.getKeep()) {
      return Results.DONE;
    }
    Optional<FailoverResult> before = session.result(command.getSequence());
    if (before.isPresent()) {
      return before.get();
    }
    FailoverResult result =
        command.hasCancel() ? cancel(session, command) : things.apply(index, command);
    session.settle(command.getSequence(), result);
    return result;
  }

  /** A command that comes only after its cancel is not carried out. */
  private FailoverResult cancel(ClientSession session, FailoverCommand command) {
    long sequence = command.getCancel().getSequence();
    FailoverResult before = session.result(sequence).orElse(Results.WAITING);
    if (before.getStatus() != Status.WAITING) {
      return before;
    }
    Ticket ticket = new Ticket(command.getSession(), sequence);
    things.cancel(command.getCancel().getKind(), command.getName(), ticket);
    settleLate(ticket, Results.NOT_DONE);
    return Results.NOT_DONE;
  }

  private void settleLate(Ticket ticket, FailoverResult result) {
    ClientSession session = sessions.get(ticket.session());
    if (session != null) {
      session.settle(ticket.sequence(), result);
      waits.settle(ticket, result);
    }
  }

  @Override
  public ByteString query(ByteString query) {
    try {
      return answer(FailoverQuery.parseFrom(query)).toByteString();
    } catch (InvalidProtocolBufferException e) {
      return Results.refused("an unknown question").toByteString();
    }
  }

  private FailoverResult answer(FailoverQuery query) {
    if (!query.hasOutcome()) {
      return things.answer(query);
    }
    ClientSession session = sessions.get(query.getOutcome().getSession());
    return session == null
        ? Results.ENDED
        : session.result(query.getOutcome().getSequence()).orElse(Results.NOT_DONE);
  }

  @Override
  public CompletableFuture<ByteString> settled(
      ByteString request, boolean readOnly, ByteString result) {
    return waits.settled(request, readOnly, result);
  }

  @Override
  public Optional<ByteString> tick(long millis) {
    return sessions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            FailoverCommand.newBuilder().setTickMillis((int) millis).build().toByteString());
  }

  @Override
  public ByteString snapshot() {
    FailoverSnapshot.Builder snapshot = FailoverSnapshot.newBuilder().setClockMillis(clockMillis);
    sessions.forEach((id, session) -> session.write(id, snapshot));
    things.write(snapshot);
    return snapshot.build().toByteString();
  }

  @Override
  public void restore(ByteString snapshot) {
    FailoverSnapshot written;
    try {
      written = FailoverSnapshot.parseFrom(snapshot);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("no snapshot of failover objects", e);
    }
    clockMillis = written.getClockMillis();
    sessions = new LinkedHashMap<>();
    written.getSessionsList().forEach(each -> sessions.put(each.getId(), ClientSession.of(each)));
    things = Things.of(written, mostBytes, this::settleLate);
  }
}
