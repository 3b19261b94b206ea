package io.troupe.internal.cluster.consensus;

import io.troupe.proto.LogAnswer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** What this node has asked others, and waits for. Thread-safe. */
final class Requests {
  private final Map<Long, Request> open = new ConcurrentHashMap<>();

  /** A question that a node was asked. */
  record Request(long id, String node, CompletableFuture<LogAnswer> answer) {}

  /** Begins one. */
  Request begin(String node) {
    Request request =
        new Request(ThreadLocalRandom.current().nextLong(), node, new CompletableFuture<>());
    open.put(request.id(), request);
    return request;
  }

  void end(Request request) {
    open.remove(request.id());
  }

  /** Takes an answer; of one that is not waited for any more nothing is known. */
  void answered(LogAnswer answer) {
    Request waiting = open.get(answer.getId());
    if (waiting != null) {
      waiting.answer().complete(answer);
    }
  }

  /** A node will not answer what it was asked, for it is not connected any more. */
  void lost(String node) {
    LogAnswer none = LogAnswer.newBuilder()
        .setFailure("the connection with " + node + " was lost")
        .build();
    open.values().stream()
        .filter(request -> request.node().equals(node))
        .forEach(request -> request.answer().complete(none));
  }
}
