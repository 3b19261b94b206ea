package io.troupe.internal.connection;

import io.troupe.proto.PipeHandle;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a connection object of this process stands for: one end of a pipe or of a socket.
 * Thread-safe.
 */
interface End {

  default boolean readable() {
    return receiver() != null;
  }

  default boolean writable() {
    return sender() != null;
  }

  /** Returns what receives; null if this end only sends. */
  @Nullable
  Receiver receiver();

  /** Returns what sends; null if this end only receives. */
  @Nullable
  Sender sender();

  /**
   * Makes a handle by which another process can open this end.
   *
   * @throws IOException if it cannot be passed on
   */
  PipeHandle passOn(Lease lease) throws IOException;

  /** Lets threads that wait see that their lease has ended. */
  void wake();

  /** Ends one lease; the last one closes the end. */
  void release();
}
