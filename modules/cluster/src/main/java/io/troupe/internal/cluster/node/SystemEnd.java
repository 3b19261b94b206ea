package io.troupe.internal.cluster.node;

import io.troupe.internal.log.Log;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * The end of an actor system, as this node or Pekko begins it. One that has begun its last step and
 * does not come to its end, as has been seen in a node that was cut off from the others, is taken
 * for ended. Thread-safe.
 */
final class SystemEnd {
  private static final Log log = Log.of(SystemEnd.class);

  private final ActorSystem<?> system;
  private final Duration patience;
  private final CompletableFuture<Void> reached = new CompletableFuture<>();

  /** @param patience how long the last step may take */
  SystemEnd(ActorSystem<?> system, Duration patience) {
    this.system = system;
    this.patience = patience;
    system.getWhenTerminated().thenRun(() -> reached.complete(null));
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseActorSystemTerminate(), "troupe-overdue", () -> {
          giveUpLater();
          return CompletableFuture.completedFuture(Done.getInstance());
        });
  }

  /** Completes when it is there, or taken for that. */
  CompletableFuture<Void> reached() {
    return reached;
  }

  /** Takes the last step without those before, which a member goes through that leaves. */
  void begin() {
    system.terminate();
    giveUpLater();
  }

  private void giveUpLater() {
    CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::giveUp);
  }

  private void giveUp() {
    if (reached.complete(null)) {
      log.warn(
          "The actor system has not ended in {} s, and is not waited for", patience.toSeconds());
    }
  }
}
