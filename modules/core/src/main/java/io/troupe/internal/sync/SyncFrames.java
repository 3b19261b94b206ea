package io.troupe.internal.sync;

import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Refusals;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncFrame;
import io.troupe.proto.SyncQuery;
import io.troupe.proto.SyncStatus;
import org.jspecify.annotations.Nullable;

/** Frames that several of these objects use. */
final class SyncFrames {
  private SyncFrames() {}

  static Frame.Builder frame(SyncFrame.Builder body) {
    return Frame.newBuilder().setSync(body);
  }

  /**
   * Asks an object for its status. Blocks.
   *
   * @throws io.troupe.manager.CallAbandonedException as {@link Answer#joinUnlessInterrupted}
   */
  static SyncStatus query(ObjectRef object) {
    return query(object, "");
  }

  /**
   * As {@link #query(ObjectRef)}.
   *
   * @param cell which of the object's cells; empty where it has one only
   */
  static SyncStatus query(ObjectRef object, String cell) {
    return askForStatus(object, cell).joinUnlessInterrupted().getSync().getStatus();
  }

  /** Asks an object for its status; returns null if the answer does not come in time. */
  static @Nullable SyncStatus query(ObjectRef object, long nanos) throws InterruptedException {
    return query(object, "", nanos);
  }

  /** As {@link #query(ObjectRef, long)}, of one of its cells. */
  static @Nullable SyncStatus query(ObjectRef object, String cell, long nanos)
      throws InterruptedException {
    Frame answer = askForStatus(object, cell).await(nanos, late -> {});
    return answer == null ? null : answer.getSync().getStatus();
  }

  /**
   * Asks an object for its status, even if the thread is interrupted; returns null if the owner is
   * silent.
   */
  static @Nullable SyncStatus glance(ObjectRef object) {
    return glance(object, "");
  }

  /** As {@link #glance(ObjectRef)}, of one of its cells. */
  static @Nullable SyncStatus glance(ObjectRef object, String cell) {
    Frame answer = askForStatus(object, cell).within(Answer.BRIEF_NANOS);
    return answer == null ? null : answer.getSync().getStatus();
  }

  static Answer askForStatus(ObjectRef object) {
    return askForStatus(object, "");
  }

  private static Answer askForStatus(ObjectRef object, String cell) {
    return object.ask(
        frame(SyncFrame.newBuilder().setQuery(SyncQuery.newBuilder().setCell(cell))));
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
