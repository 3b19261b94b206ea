package io.troupe.internal.cluster.failover;

import io.troupe.cluster.FailoverException;
import io.troupe.internal.cluster.call.NodeGuide;
import io.troupe.internal.wait.Deadline;
import io.troupe.manager.CallAbandonedException;
import io.troupe.proto.CancelWait;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverKind;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverResult.Status;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A command that may have to wait: until it is done, its time is over, or the thread is
 * interrupted. Used by one thread at a time.
 */
final class Errand {
  private static final long MOST_HOLD_MILLIS = 2_000;

  private final NodeGuide guide;
  private final Client client;
  private final FailoverCommand.Builder command;
  private final FailoverKind kind;
  private final Function<FailoverResult, FailoverCommand.Builder> undoing;
  private final Identity identity;
  private final long sequence;
  private final AtomicInteger attempts = new AtomicInteger();
  private boolean waited;

  /**
   * Begins one.
   *
   * @param undoing what takes back what was got
   */
  Errand(
      NodeGuide guide,
      FailoverCommand.Builder command,
      FailoverKind kind,
      Function<FailoverResult, FailoverCommand.Builder> undoing) {
    this.guide = guide;
    this.command = command;
    this.kind = kind;
    this.undoing = undoing;
    client = Client.of(guide);
    identity = client.identity(guide);
    sequence = identity.begin();
  }

  Identity identity() {
    return identity;
  }

  long sequence() {
    return sequence;
  }

  /** Returns whether it may have been carried out, though its session has ended. */
  boolean mayBeDone() {
    return waited || attempts.get() > 1;
  }

  /**
   * Waits for its result, which says whether it is done.
   *
   * @throws InterruptedException if the thread is interrupted before it is done; it is not then
   * @throws SessionEndedException if the session has ended meanwhile
   */
  FailoverResult await(Deadline deadline) throws InterruptedException {
    if (Thread.interrupted()) {
      identity.end(sequence);
      throw new InterruptedException("interrupted before " + command.getName() + " was asked for");
    }
    boolean known = false;
    try {
      FailoverResult result = result(deadline);
      known = true;
      return result;
    } catch (SessionEndedException | InterruptedException e) {
      known = true;
      throw e;
    } finally {
      if (known) {
        identity.end(sequence);
      } else {
        client.later(this::undo); // whether it was got is not known
      }
    }
  }

  private FailoverResult result(Deadline deadline) throws InterruptedException {
    try {
      command.setHoldMillis(holdMillis(deadline));
      FailoverResult result = client.send(guide, identity, sequence, command, attempts);
      while (result.getStatus() == Status.WAITING) {
        waited = true;
        if (Thread.currentThread().isInterrupted()) {
          return interrupted();
        } else if (deadline.passed()) {
          return cancel();
        }
        result = outcome(holdMillis(deadline));
      }
      return result;
    } catch (CallAbandonedException e) {
      if (Thread.currentThread().isInterrupted()) {
        return interrupted();
      }
      throw e;
    }
  }

  private static int holdMillis(Deadline deadline) {
    long nanos = Math.max(0, deadline.remainingNanos());
    return (int) Math.min(MOST_HOLD_MILLIS, 1 + TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  private FailoverResult outcome(int holdMillis) {
    FailoverQuery.Outcome outcome = FailoverQuery.Outcome.newBuilder()
        .setSession(identity.session())
        .setSequence(sequence)
        .setHoldMillis(holdMillis)
        .build();
    FailoverResult result =
        client.read(guide, FailoverQuery.newBuilder().setOutcome(outcome).build());
    if (result.getStatus() == Status.ENDED) {
      throw new SessionEndedException();
    }
    return result;
  }

  /** What was got nevertheless is returned, and the interrupt stays. */
  private FailoverResult interrupted() throws InterruptedException {
    Thread.interrupted();
    FailoverResult result;
    try {
      result = cancel();
    } catch (FailoverException e) {
      Thread.currentThread().interrupt();
      throw e;
    }
    if (result.getStatus() == Status.NOT_DONE) {
      throw new InterruptedException("interrupted while waiting for " + command.getName());
    }
    Thread.currentThread().interrupt();
    return result;
  }

  /** Waits no longer; returns its result, which may be there after all. */
  private FailoverResult cancel() {
    return sameSession(FailoverCommand.newBuilder()
        .setName(command.getName())
        .setCancel(CancelWait.newBuilder().setSequence(sequence).setKind(kind)));
  }

  /**
   * The session must be the one that began this: what belonged to an ended one is no longer had.
   */
  private FailoverResult sameSession(FailoverCommand.Builder other) {
    long own = identity.begin();
    try {
      return client.send(guide, identity, own, other, new AtomicInteger());
    } finally {
      identity.end(own);
    }
  }

  /** Ends the wait, and takes back what it has come to. */
  private void undo() {
    try {
      FailoverResult result = cancel();
      if (result.getStatus() == Status.DONE) {
        sameSession(undoing.apply(result));
      }
    } catch (SessionEndedException e) {
      return; // and so has what it had
    }
    identity.end(sequence);
  }

  /** Has something done as soon as a majority answers again. */
  void later(Runnable work) {
    client.later(work);
  }

  /** Has the session do something with what was got. */
  FailoverResult follow(FailoverCommand.Builder next) {
    return sameSession(next);
  }
}
