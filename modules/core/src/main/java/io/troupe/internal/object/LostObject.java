package io.troupe.internal.object;

import io.troupe.OwnerLostException;
import org.jspecify.annotations.Nullable;

/** What is said of objects that cannot be used any more. */
final class LostObject {
  private LostObject() {}

  static OwnerLostException gone(long object, long ownerPid) {
    return new OwnerLostException("Object " + object + " of process " + ownerPid
        + " does not exist any more: nobody held it, or its actor failed (see the log there)");
  }

  static OwnerLostException ownerGone(long ownerPid, @Nullable Throwable cause) {
    OwnerLostException lost = new OwnerLostException(
        "The process " + ownerPid + ", in which this object lived, has ended");
    if (cause != null) {
      lost.initCause(cause);
    }
    return lost;
  }
}
