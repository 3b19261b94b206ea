package io.troupe.internal.connection;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes in both directions that never blocks. One thread may read while another writes.
 */
interface Wire extends Closeable {

  /**
   * Reads what is there. Returns the number of bytes, 0 when there are none now, -1 when there will
   * be no more.
   */
  int read(ByteBuffer target) throws IOException;

  /** Writes what there is room for. Returns the number of bytes taken from {@code source}. */
  int write(ByteBuffer source) throws IOException;

  /** Pushes on what was taken but not yet written. Returns whether nothing is left. */
  boolean flush() throws IOException;

  /**
   * Returns the channel by which a selector can tell when to try again; null where the other side
   * wakes this one.
   */
  @Nullable
  SelectableChannel channel();

  @Override
  void close();
}
