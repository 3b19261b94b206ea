package io.troupe.internal.cluster.node;

import io.troupe.internal.log.Log;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * The end of an actor system. One that has begun its last step and does not come to its end, as has
 * been seen in a node that was cut off from the others, is taken for ended.
 */
final class SystemEnd {
  private static final Log log = Log.of(SystemEnd.class);

  private SystemEnd() {}

  /** @param patience how long the last step may take */
  static CompletableFuture<Void> of(ActorSystem<?> system, Duration patience) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    system.getWhenTerminated().thenRun(() -> end.complete(null));
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseActorSystemTerminate(), "troupe-overdue", () -> {
          CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
              .execute(() -> giveUp(end, patience));
          return CompletableFuture.completedFuture(Done.getInstance());
        });
    return end;
  }

  private static void giveUp(CompletableFuture<Void> end, Duration patience) {
    if (end.complete(null)) {
      log.warn(
          "The actor system has not ended in {} s, and is not waited for", patience.toSeconds());
    }
  }
}
