package io.troupe.internal.object;

import io.troupe.OwnerLostException;
import io.troupe.proto.Frame;
import io.troupe.proto.Gone;
import io.troupe.proto.ObjectHandle;
import org.jspecify.annotations.Nullable;

/** What is said of objects that cannot be used any more. */
final class LostObject {
  private LostObject() {}

  /**
   * Returns the answer to a request for an object that does not exist, or the news that it does no
   * more.
   */
  static Frame.Builder answer() {
    return Frame.newBuilder().setGone(Gone.getDefaultInstance());
  }

  static OwnerLostException gone(long object, long ownerPid) {
    return new OwnerLostException(
        "Object " + object + " of process " + ownerPid
            + " does not exist any more: it was closed, or nobody held it, or its actor failed (see the log there)");
  }

  static OwnerLostException unreachable(ObjectHandle handle, Throwable cause) {
    return new OwnerLostException(
        "The process %d, in which this object lives, cannot be reached at %s: it has ended, or is on another machine, where only objects of a manager that this process is connected with can be used"
            .formatted(handle.getOwnerPid(), handle.getAddress()),
        cause);
  }

  static OwnerLostException ownerGone(long ownerPid, @Nullable Throwable cause) {
    OwnerLostException lost = new OwnerLostException(
        "The process " + ownerPid + ", in which this object lived, has ended or is disconnected");
    if (cause != null) {
      lost.initCause(cause);
    }
    return lost;
  }
}
