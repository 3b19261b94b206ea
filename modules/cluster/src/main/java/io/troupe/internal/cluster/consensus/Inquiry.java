package io.troupe.internal.cluster.consensus;

import io.troupe.internal.wait.Deadline;
import io.troupe.proto.LogAnswer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One call that looks for the leader until it is answered, or its time is over. Not thread-safe.
 */
final class Inquiry {
  /** More than a leader holds back what comes later. */
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(4);

  private static final long LOOK_MILLIS = 100;
  private static final long RETRY_MILLIS = 50;

  private final Leaders leaders;
  private final Duration patience;
  private final Deadline deadline;
  private int attempt;
  private String reason = "no node knows of a leader";

  Inquiry(Leaders leaders, Duration patience) {
    this.leaders = leaders;
    this.patience = patience;
    deadline = Deadline.after(patience);
  }

  boolean goesOn() {
    return !deadline.passed();
  }

  String node() {
    return leaders.guess(attempt);
  }

  /** Returns the answer; null if it does not come, or there is another leader now. */
  @Nullable
  LogAnswer await(CompletableFuture<LogAnswer> answer, String node) throws InterruptedException {
    Deadline end = Deadline.after(ANSWER_PATIENCE);
    while (!end.passed() && !deadline.passed()) {
      try {
        return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (leaders.known().filter(leader -> !leader.equals(node)).isPresent()) {
          return null;
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("an answer never fails", e);
      }
    }
    return null;
  }

  /** Takes note that it was in vain, and waits for a moment. */
  void failed(String node, @Nullable LogAnswer answer) throws InterruptedException {
    attempt++;
    leaders.isLeader(answer == null ? "" : answer.getNotLeader());
    if (answer == null) {
      reason = node + " does not answer";
    } else if (answer.hasFailure()) {
      reason = answer.getFailure();
    } else {
      reason = node + " is not the leader";
    }
    if (answer == null || answer.getNotLeader().isEmpty()) {
      Thread.sleep(RETRY_MILLIS);
    }
  }

  /** Returns why it was in vain. */
  String reason() {
    return "no leader with a majority answers within " + patience.toSeconds() + " s: " + reason;
  }
}
