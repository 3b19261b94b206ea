package io.troupe.internal.cluster.consensus;

import io.troupe.proto.LogAnswer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** What this node has asked others, and waits for. Thread-safe. */
final class Requests {
  private final Map<Long, CompletableFuture<LogAnswer>> open = new ConcurrentHashMap<>();

  /** A question that was asked. */
  record Request(long id, CompletableFuture<LogAnswer> answer) {}

  /** Begins one. */
  Request begin() {
    Request request =
        new Request(ThreadLocalRandom.current().nextLong(), new CompletableFuture<>());
    open.put(request.id(), request.answer());
    return request;
  }

  void end(Request request) {
    open.remove(request.id());
  }

  /** Takes an answer; of one that is not waited for any more nothing is known. */
  void answered(LogAnswer answer) {
    CompletableFuture<LogAnswer> waiting = open.get(answer.getId());
    if (waiting != null) {
      waiting.complete(answer);
    }
  }
}
