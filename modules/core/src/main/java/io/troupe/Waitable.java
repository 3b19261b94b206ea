package io.troupe;

import io.troupe.connection.Connection;
import java.util.concurrent.CompletionStage;

/**
 * An object with an end for which {@link Connection#wait} can wait, such as a process. Python's
 * {@code sentinel}.
 */
public interface Waitable {

  /** Returns a stage that completes at the end of this object. Does not block. */
  CompletionStage<?> onExit();
}
