package io.troupe.internal.connection;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.troupe.internal.wait.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/** The exchange of a few small Protobuf messages by turns, before a deadline. Not thread-safe. */
final class Dialogue implements AutoCloseable {
  private static final int MOST_BYTES = 1 << 16;

  private final Wire wire;
  private final Source source;
  private final Deadline deadline;
  private final Parking parking = new Parking();
  private final FrameWriter writer = new FrameWriter();

  Dialogue(Wire wire, Deadline deadline) {
    this.wire = wire;
    this.source = new Source(wire);
    this.deadline = deadline;
  }

  /** Returns what reads on after the dialogue, with any bytes that came early. */
  Source source() {
    return source;
  }

  void say(MessageLite message) throws IOException, InterruptedException {
    writer.write(
        wire,
        ByteBuffer.wrap(message.toByteArray()),
        (full, begun) -> await(SelectionKey.OP_WRITE));
  }

  /**
   * Waits for the next message of the other side.
   *
   * @throws EOFException if it left
   * @throws SocketTimeoutException if the deadline passed
   */
  <M extends MessageLite> M hear(Parser<M> parser) throws IOException, InterruptedException {
    byte[] message = source.begun() ? source.take() : null;
    while (message == null) {
      hearMore();
      message = source.begun() ? source.take() : null;
    }
    return parser.parseFrom(message);
  }

  private void hearMore() throws IOException, InterruptedException {
    if (source.begun() && source.length() > MOST_BYTES) {
      throw new IOException(
          "a handshake message of " + source.length() + " bytes; this is no Troupe connection");
    }
    if (!source.fill()) {
      awaitMore();
    }
  }

  private void awaitMore() throws IOException, InterruptedException {
    if (source.ended()) {
      EOFException ended = new EOFException("the other side left during the handshake");
      ended.initCause(source.failure());
      throw ended;
    }
    await(SelectionKey.OP_READ);
  }

  private void await(int operations) throws IOException, InterruptedException {
    if (deadline.passed()) {
      throw new SocketTimeoutException("the other side was silent during the handshake");
    }
    parking.await(wire.channel(), operations, deadline);
  }

  @Override
  public void close() {
    parking.close();
  }
}
