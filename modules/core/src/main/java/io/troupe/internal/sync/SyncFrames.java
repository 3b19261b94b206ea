package io.troupe.internal.sync;

import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Refusals;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncFrame;
import io.troupe.proto.SyncQuery;
import io.troupe.proto.SyncStatus;

/** Frames that several of these objects use. */
final class SyncFrames {
  private SyncFrames() {}

  static Frame.Builder frame(SyncFrame.Builder body) {
    return Frame.newBuilder().setSync(body);
  }

  /** Asks an object for its status. Blocks. */
  static SyncStatus query(ObjectRef object) {
    return object
        .ask(frame(SyncFrame.newBuilder().setQuery(SyncQuery.getDefaultInstance())))
        .join()
        .getSync()
        .getStatus();
  }

  /** The answer to a query. */
  static Frame.Builder status(long word, int count) {
    return frame(
        SyncFrame.newBuilder().setStatus(SyncStatus.newBuilder().setWord(word).setCount(count)));
  }

  /** The answer to a request that this kind of object does not take: another version sent it. */
  static Frame.Builder unknown(ObjectMessage.Request request) {
    return Refusals.encode(
        new UnsupportedOperationException("This object does not know the request "
            + request.frame().getBodyCase() + " " + request.frame().getSync().getBodyCase()
            + ": both processes must use the same version of Troupe"));
  }
}
