package io.troupe.internal.link;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last frame that goes one way, before those behind it go another way. Not thread-safe: guarded
 * by the lock of its {@link Outbox}.
 */
final class LastLane implements Lane {
  private @Nullable ByteBuffer waiting;
  private @Nullable Runnable turnOff;

  /** @param after what to do once the frame is written, before anything else is */
  void put(ByteBuffer frame, Runnable after) {
    waiting = frame;
    turnOff = after;
  }

  @Override
  public @Nullable ByteBuffer take() {
    ByteBuffer frame = waiting;
    waiting = null;
    return frame;
  }

  @Override
  public void written(ByteBuffer frame) {
    Objects.requireNonNull(turnOff).run();
    turnOff = null;
  }
}
