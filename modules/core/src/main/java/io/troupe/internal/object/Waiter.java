package io.troupe.internal.object;

import io.troupe.proto.Done;
import io.troupe.proto.Frame;
import io.troupe.proto.RequestWithdrawn;

/**
 * A thread somewhere that waits for an answer.
 *
 * @param caller its process
 * @param correlation of its request
 */
public record Waiter(Caller caller, long correlation) {
  public void reply(Frame.Builder answer) {
    caller.reply(correlation, answer);
  }

  /** Answers that it is done. */
  public void done() {
    reply(Frame.newBuilder().setDone(Done.getDefaultInstance()));
  }

  /** Answers that the request was withdrawn, or could not be met at once. */
  public void withdrawn() {
    reply(Frame.newBuilder().setRequestWithdrawn(RequestWithdrawn.getDefaultInstance()));
  }
}
