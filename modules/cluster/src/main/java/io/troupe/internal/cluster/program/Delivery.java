package io.troupe.internal.cluster.program;

import io.troupe.internal.cluster.call.CodeOffer;
import io.troupe.internal.cluster.call.CodeState;
import io.troupe.internal.cluster.call.SessionCalls;
import io.troupe.internal.log.Log;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What one node has of this program's code. Thread-safe. */
final class Delivery {
  private static final Log log = Log.of(Delivery.class);
  private static final long SAY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SAY_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long MEBIBYTE = 1 << 20;

  /** Of so much there is a word at the end in any case. */
  private static final long LARGE = 64 * MEBIBYTE;

  private final String node;
  private final SessionCalls session;
  private final Set<String> delivered = ConcurrentHashMap.newKeySet();

  /** Several processes start at once, and need the same. */
  private final Lock one = new ReentrantLock();

  private int javaFeature; // guarded by that

  Delivery(String node, SessionCalls session) {
    this.node = node;
    this.session = session;
  }

  /**
   * Has the node have code. Blocks until it has.
   *
   * @throws CodeRefusedException if it cannot run it, or cannot have it
   */
  void bring(OfferedCode code) throws IOException, InterruptedException {
    if (delivered.contains(code.digest())) {
      return;
    }
    one.lockInterruptibly();
    try {
      if (!delivered.contains(code.digest())) {
        requireJava(code);
        deliver(code.offer());
        delivered.add(code.digest());
      }
    } finally {
      one.unlock();
    }
  }

  private void deliver(CodeOffer offer) throws IOException, InterruptedException {
    long nextWord = System.nanoTime() + SAY_AFTER_NANOS;
    CodeState state = session.bring(offer);
    while (!state.ready()) {
      requireNoFailure(state);
      if (System.nanoTime() - nextWord > 0) {
        nextWord = System.nanoTime() + SAY_AGAIN_NANOS;
        say(state);
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while " + node + " fetches code");
      }
      state = session.bring(offer);
    }
    if (state.total() > LARGE) {
      log.info(
          "The node {} has fetched this program's code: {} MiB", node, inMebibytes(state.total()));
    }
  }

  private void say(CodeState state) {
    log.info(
        "The node {} fetches this program's code: {} of {} MiB",
        node,
        state.fetched() / MEBIBYTE,
        inMebibytes(state.total()));
  }

  private static long inMebibytes(long bytes) {
    return (bytes + MEBIBYTE - 1) / MEBIBYTE;
  }

  private void requireJava(OfferedCode code) throws IOException {
    if (javaFeature == 0) {
      javaFeature = session.javaFeature();
    }
    Optional<String> reason = code.whyNotOn(javaFeature);
    if (reason.isPresent()) {
      throw new CodeRefusedException("The node " + node + " runs on Java " + javaFeature + ", but "
          + reason.get() + ": run the node on that version or a later one, or compile for "
          + javaFeature);
    }
  }

  private void requireNoFailure(CodeState state) throws CodeRefusedException {
    if (!state.failure().isEmpty()) {
      throw new CodeRefusedException(
          "The node " + node + " cannot have this program's code: " + state.failure());
    }
  }
}
