package io.troupe;

import io.troupe.connection.Connection;
import java.util.concurrent.CompletionStage;

/** Something that ends, and for whose end {@link Connection#wait} can wait. Python's {@code sentinel}. */
public interface Waitable {

  /** Returns what completes when this has ended; it is ready from then on. Does not block. */
  CompletionStage<?> onExit();
}
