package io.troupe.internal.cluster.failover;

import io.troupe.cluster.FailoverException;
import io.troupe.cluster.FailoverHold;
import io.troupe.proto.FailoverResult;

/** A permit that this process has. */
final class PermitHold implements FailoverHold {
  private final Permits permits;
  private final Errand acquired;
  private final long token;

  // Guarded by this.
  private boolean tried;
  private boolean released;

  PermitHold(Permits permits, Errand acquired, long token) {
    this.permits = permits;
    this.acquired = acquired;
    this.token = token;
  }

  @Override
  public long token() {
    return token;
  }

  @Override
  public synchronized void close() {
    if (released) {
      return;
    }
    boolean again = tried;
    tried = true;
    FailoverResult result = release();
    released = true;
    if (!AgreedName.isDone(result) && !again) {
      throw lost(null);
    }
  }

  private FailoverResult release() {
    try {
      return acquired.follow(permits.releaseCommand(acquired.sequence()));
    } catch (SessionEndedException e) {
      released = true;
      throw lost(e);
    }
  }

  private FailoverException lost(@org.jspecify.annotations.Nullable Throwable cause) {
    return new FailoverException(
        "The " + permits + " was lost before it was released, and may have another holder:"
            + " this process was silent for too long",
        cause);
  }

  @Override
  public String toString() {
    return permits + " with token " + token;
  }
}
