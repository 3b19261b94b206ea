package io.troupe.internal.link;

import io.troupe.proto.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a link delivers. Called on the link's reader thread only: it must not run user code
 * and must not block long.
 */
public interface FrameHandler {

  /** Takes one frame. An exception closes the link. */
  void onFrame(Frame frame);

  /**
   * Takes the end of the link; no frame follows. {@code cause} is null after an orderly end of
   * stream.
   */
  void onClosed(@Nullable Throwable cause);
}
