package io.troupe.internal.link.transport;

import io.troupe.proto.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What carries the bytes of a link: a socket today. One thread reads and one writes at a time; any
 * thread may close. Interrupting a thread that is in here never closes the transport and loses
 * nothing.
 */
public interface Transport extends AutoCloseable {

  /**
   * Reads what is there without waiting. Returns the number of bytes, 0 for none now, -1 at the end
   * of the stream.
   */
  int read(ByteBuffer into) throws IOException;

  /** Writes what there is room for without waiting; {@code from} keeps the rest. */
  void write(ByteBuffer from) throws IOException;

  /** Returns whether it is best given frames, rather than their bytes. */
  default boolean takesFrames() {
    return false;
  }

  /**
   * Writes a frame, if there is room for the whole of it now; returns whether it did. Only where it
   * {@link #takesFrames}.
   *
   * @param size of its encoding in bytes
   */
  default boolean write(Frame frame, int size) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Waits until there may be something to read, at most {@code nanos} ns (0: without limit). */
  void awaitReadable(long nanos) throws IOException;

  /**
   * Ends the wait of {@link #awaitReadable} that is under way, or else the next one. Any thread.
   */
  void wakeReader();

  /**
   * As {@link #awaitReadable}, but ends with the interrupt of this thread.
   *
   * @throws InterruptedException if it was interrupted, before or meanwhile
   */
  void awaitReadableInterruptibly(long nanos) throws IOException, InterruptedException;

  /** Waits until there may be room to write, at most {@code nanos} ns (0: without limit). */
  void awaitWritable(long nanos) throws IOException;

  /** Closes both directions; what waits in here ends with an exception. Idempotent. */
  @Override
  void close();
}
