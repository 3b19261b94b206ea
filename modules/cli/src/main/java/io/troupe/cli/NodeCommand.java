package io.troupe.cli;

import io.troupe.cluster.Node;
import io.troupe.cluster.NodeOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code troupe node}: a node from its start to its end. */
final class NodeCommand {
  private static final Logger log = LoggerFactory.getLogger(NodeCommand.class);
  private static final int ENDED = 0;
  private static final int LOST = 1;
  private static final int NOT_JOINED = 2;

  private final NodeOptions options;
  private final @Nullable Integer joinTimeout;
  private final CompletableFuture<Void> asked = new CompletableFuture<>();

  // Guarded by this.
  private @Nullable Thread starting;
  private boolean givenUp;

  /** @param joinTimeout in seconds; null for none */
  NodeCommand(NodeOptions options, @Nullable Integer joinTimeout) {
    if (joinTimeout != null && joinTimeout < 1) {
      throw new IllegalArgumentException("--join-timeout must be at least 1, was " + joinTimeout);
    }
    this.options = options;
    this.joinTimeout = joinTimeout;
  }

  /** Returns the exit code. */
  int run() throws IOException {
    EndSignals.handle(options.drainTimeout(), this::onSignal);
    Optional<Node> started = start();
    if (started.isEmpty()) {
      return notStarted();
    }
    try (Node node = started.get()) {
      CompletableFuture.anyOf(node.ended(), asked).join();
      if (!asked.isDone()) {
        return LOST; // the node itself has said why
      }
      log.info("The node {} leaves the cluster", node.address());
    }
    log.info("The node has ended");
    return ENDED;
  }

  private int notStarted() {
    if (asked.isDone()) {
      log.info("The node has ended before it was a member");
      return ENDED;
    }
    log.error("The node is no member after {} s, and ends", joinTimeout);
    return NOT_JOINED;
  }

  private void onSignal() {
    asked.complete(null);
    interruptStart();
  }

  /** Returns nothing if the start was given up. */
  private Optional<Node> start() throws IOException {
    beginStart();
    if (joinTimeout != null) {
      CompletableFuture.delayedExecutor(joinTimeout, TimeUnit.SECONDS)
          .execute(this::interruptStart);
    }
    try {
      return Optional.of(Node.start(options));
    } catch (InterruptedException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      if (isGivenUp()) { // what Pekko makes of an interrupt while it starts
        return Optional.empty();
      }
      throw e;
    } finally {
      endStart();
    }
  }

  private synchronized void beginStart() {
    starting = Thread.currentThread();
    if (asked.isDone()) {
      interruptStart();
    }
  }

  private synchronized void interruptStart() {
    if (starting != null) {
      givenUp = true;
      starting.interrupt();
    }
  }

  private synchronized boolean isGivenUp() {
    return givenUp;
  }

  /** An interrupt that came too late must not hasten the end of the node. */
  private synchronized void endStart() {
    starting = null;
    Thread.interrupted();
  }
}
