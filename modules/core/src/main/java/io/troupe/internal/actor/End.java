package io.troupe.internal.actor;

import io.troupe.Process;
import io.troupe.internal.payload.Failures;
import io.troupe.proto.ActorEnded;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How an actor elsewhere ended, once that is known. Thread-safe. */
final class End {
  private final CompletableFuture<Optional<Throwable>> cause = new CompletableFuture<>();

  /** Whether others than watchers asked for it. */
  private volatile boolean wanted;

  /** Whether its process has said how it ended; what that was may take a moment to be rebuilt. */
  private volatile boolean said;

  /** The process in which this program started the actor, whose exit code is known here. */
  private volatile @Nullable Process home;

  void startedIn(Process process) {
    home = process;
  }

  Optional<Process> home() {
    return Optional.ofNullable(home);
  }

  boolean isWanted() {
    return wanted;
  }

  boolean isKnown() {
    return said || cause.isDone();
  }

  /** Completes with why the actor failed, or with nothing if it stopped by itself. */
  CompletionStage<Optional<Throwable>> cause() {
    wanted = true;
    return cause.minimalCompletionStage();
  }

  /** Takes what its process says. */
  void said(ActorEnded ended, Failures failures) {
    if (!isKnown()) {
      said = true;
      if (ended.hasFailure()) {
        failures.decode(ended.getFailure(), failure -> cause.complete(Optional.of(failure)));
      } else {
        cause.complete(Optional.empty());
      }
    }
  }

  /** Its process can say nothing any more. */
  void lost(Throwable reason) {
    if (!said) {
      cause.complete(Optional.of(reason));
    }
  }
}
