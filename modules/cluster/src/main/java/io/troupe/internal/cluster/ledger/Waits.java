package io.troupe.internal.cluster.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverResult.Status;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Who has asked this voter for what comes later, as the leader: an answer is held back for a
 * moment, in case that it comes. No part of what is agreed on. Thread-safe.
 */
final class Waits {
  private static final int MOST_MILLIS = 2_000;
  private static final ByteString WAITING = Results.WAITING.toByteString();

  private final Map<Ticket, CompletableFuture<ByteString>> open = new ConcurrentHashMap<>();

  /**
   * Returns a result, or, if that is to wait, what comes instead soon.
   *
   * @param request a command, or, if it is read only, a question for an outcome
   */
  CompletableFuture<ByteString> settled(ByteString request, boolean readOnly, ByteString result) {
    return isWaiting(result) ? later(request, readOnly) : CompletableFuture.completedFuture(result);
  }

  private CompletableFuture<ByteString> later(ByteString request, boolean readOnly) {
    try {
      if (readOnly) {
        FailoverQuery.Outcome asked = FailoverQuery.parseFrom(request).getOutcome();
        return later(new Ticket(asked.getSession(), asked.getSequence()), asked.getHoldMillis());
      }
      FailoverCommand command = FailoverCommand.parseFrom(request);
      return later(Ticket.of(command), command.getHoldMillis());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private CompletableFuture<ByteString> later(Ticket ticket, int holdMillis) {
    CompletableFuture<ByteString> answer =
        open.computeIfAbsent(ticket, each -> new CompletableFuture<>());
    answer
        .completeOnTimeout(WAITING, Math.min(holdMillis, MOST_MILLIS), TimeUnit.MILLISECONDS)
        .whenComplete((done, failure) -> open.remove(ticket, answer));
    return answer;
  }

  private static boolean isWaiting(ByteString result) {
    try {
      // The large ones are those that are there.
      return result.size() <= WAITING.size()
          && FailoverResult.parseFrom(result).getStatus() == Status.WAITING;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What was waited for is there. */
  void settle(Ticket ticket, FailoverResult result) {
    CompletableFuture<ByteString> waiting = open.remove(ticket);
    if (waiting != null) {
      waiting.complete(result.toByteString());
    }
  }

  /** These wait no more. */
  void end(Set<Long> sessions) {
    open.keySet().stream()
        .filter(ticket -> sessions.contains(ticket.session()))
        .forEach(ticket -> settle(ticket, Results.ENDED));
  }
}
