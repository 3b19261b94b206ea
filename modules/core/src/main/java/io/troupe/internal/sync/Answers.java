package io.troupe.internal.sync;

import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Refusals;
import io.troupe.proto.Done;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncState;

/** Answers that several of these objects give. */
final class Answers {
  private Answers() {}

  static Frame.Builder done() {
    return Frame.newBuilder().setDone(Done.getDefaultInstance());
  }

  static Frame.Builder state(long word, int count) {
    return Frame.newBuilder().setSyncState(SyncState.newBuilder().setWord(word).setCount(count));
  }

  /** To a request that this kind of object does not take: another version sent it. */
  static Frame.Builder unknown(ObjectMessage.Request request) {
    return Refusals.encode(new UnsupportedOperationException(
        "This object does not know the request " + request.frame().getBodyCase()
            + ": both processes must use the same version of Troupe"));
  }
}
