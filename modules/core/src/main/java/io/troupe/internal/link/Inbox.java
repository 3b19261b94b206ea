package io.troupe.internal.link;

import io.troupe.internal.runtime.SpinWait;
import io.troupe.proto.Frame;
import java.io.EOFException;
import java.io.IOException;

/** Reads frames until the stream ends and hands them to the handler, all on the one thread that runs it. */
final class Inbox {
  private final Transport transport;
  private final FrameReader reader;
  private final FrameHandler handler;
  private final SpinWait spinWait;

  Inbox(Transport transport, FrameReader reader, SpinWait spinWait, FrameHandler handler) {
    this.transport = transport;
    this.reader = reader;
    this.spinWait = spinWait;
    this.handler = handler;
  }

  /** Returns at the end of the stream. An exception of the handler comes out as it is. */
  void readAll() throws IOException {
    do {
      deliver();
    } while (fill());
    if (reader.insideFrame()) {
      throw new EOFException("the stream ended inside a frame");
    }
  }

  private void deliver() throws IOException {
    for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
      handler.onFrame(checked(frame));
    }
  }

  private static Frame checked(Frame frame) throws MalformedFrameException {
    return switch (frame.getBodyCase()) {
      case CHALLENGE, PROOF, ACCEPT ->
        throw new MalformedFrameException("a frame of the handshake after the handshake");
      default -> frame;
    };
  }

  /** Waits for bytes; returns whether there are any, false at the end of the stream. */
  private boolean fill() throws IOException {
    Fill fill = new Fill();
    while (!fill.holds() && !spinWait.spin(fill)) {
      transport.awaitReadable(0);
    }
    return fill.count > 0;
  }

  private final class Fill implements SpinWait.Condition<IOException> {
    private int count;

    @Override
    public boolean holds() throws IOException {
      count = reader.fill();
      return count != 0;
    }
  }
}
