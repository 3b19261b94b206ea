package io.troupe.internal.object;

import io.troupe.proto.Frame;

/**
 * A process that uses objects of this runtime, this one included; compared by identity.
 * Thread-safe.
 */
public interface Caller {

  /** Returns its process id. */
  long pid();

  /** Returns whether it is the owner's own process. */
  boolean isLocal();

  /** Returns whether it came over a network, and may use only what it was given. */
  default boolean isStranger() {
    return false;
  }

  /**
   * Answers a request; without effect where {@code correlation} is 0, or the caller is gone. Never
   * blocks, so the sum of the answers must be bounded by what was asked for.
   */
  void reply(long correlation, Frame.Builder answer);

  /** Sends news of an object, without having been asked. Never blocks; as {@link #reply}. */
  void tell(long object, Frame.Builder news);
}
