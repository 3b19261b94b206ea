package io.troupe.internal.cluster.failover;

import io.troupe.cluster.FailoverHold;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverKind;
import io.troupe.proto.FailoverPermitCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverResult;
import java.util.Optional;

/** The permits of a lock or a semaphore. Immutable. */
record Permits(AgreedName object, FailoverKind kind, int permits) {

  /** Acquires one; empty if there was none in time. */
  Optional<FailoverHold> acquire(Deadline deadline) throws InterruptedException {
    while (true) {
      Errand errand = errand(!deadline.passed());
      try {
        FailoverResult result = AgreedName.requireNotRefused(errand.await(deadline));
        return AgreedName.isDone(result)
            ? Optional.of(new PermitHold(this, errand, result.getNumber()))
            : Optional.empty();
      } catch (SessionEndedException e) {
        // What it may have got is released: it is asked for again, by another session.
      }
    }
  }

  private Errand errand(boolean wait) {
    Errand[] self = new Errand[1];
    FailoverCommand.Builder acquire = object.command().setPermit(change().setAcquire(wait));
    self[0] =
        new Errand(object.guide(), acquire, kind, result -> releaseCommand(self[0].sequence()));
    return self[0];
  }

  private FailoverPermitCommand.Builder change() {
    return FailoverPermitCommand.newBuilder().setKind(kind).setPermits(permits);
  }

  /** Releases what was acquired by the command with this sequence. */
  FailoverCommand.Builder releaseCommand(long sequence) {
    return object.command().setPermit(change().setRelease(sequence));
  }

  int taken() {
    return (int) object.read(FailoverQuery.newBuilder().setPermitsTaken(kind)).getNumber();
  }

  @Override
  public String toString() {
    return (kind == FailoverKind.FAILOVER_LOCK ? "lock '" : "semaphore '") + object + "'";
  }
}
