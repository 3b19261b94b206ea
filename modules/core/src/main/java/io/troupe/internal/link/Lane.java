package io.troupe.internal.link;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What waits to be written in one rank: chunks of bytes that each hold whole frames. */
interface Lane {

  /** Takes the oldest chunk, ready to be written, or null. */
  @Nullable
  ByteBuffer take();

  /** Takes note that the chunk taken last was written. */
  void written(ByteBuffer chunk);
}
