package io.troupe.internal.connection;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes messages in the form that {@link Source} reads. Not thread-safe. */
final class FrameWriter {
  private static final int SCRATCH_BYTES = 8192;

  // Small messages leave in one write together with their length.
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);

  /** Waits for room on a wire. */
  interface Room {

    /**
     * Returns when it is worth trying again.
     *
     * @param begun whether a part of the message is under way, so that giving up would leave the
     *     stream in pieces
     */
    void await(Wire wire, boolean begun) throws IOException, InterruptedException;
  }

  /**
   * Writes one message, all of it: when this throws, the wire is of no more use unless nothing was
   * written.
   */
  void write(Wire wire, ByteBuffer body, Room room) throws IOException, InterruptedException {
    ByteBuffer rest = body.duplicate();
    head(rest);
    push(wire, scratch, false, room);
    push(wire, rest, true, room);
    while (!wire.flush()) {
      room.await(wire, true);
    }
  }

  private void head(ByteBuffer rest) {
    scratch.clear().putInt(rest.remaining());
    int count = Math.min(rest.remaining(), scratch.remaining());
    scratch.put(scratch.position(), rest, rest.position(), count);
    scratch.position(scratch.position() + count).flip();
    rest.position(rest.position() + count);
  }

  private static void push(Wire wire, ByteBuffer bytes, boolean wasBegun, Room room)
      throws IOException, InterruptedException {
    boolean begun = wasBegun;
    while (bytes.hasRemaining()) {
      if (wire.write(bytes) > 0) {
        begun = true;
      } else {
        room.await(wire, begun);
      }
    }
  }
}
