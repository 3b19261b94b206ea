package io.troupe.internal.link.handshake;

import io.troupe.internal.link.Reception;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.internal.link.transport.FrameReader;
import io.troupe.internal.link.transport.Transport;
import io.troupe.proto.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Frames one at a time, waiting, until a deadline: what a handshake needs. Not thread-safe. */
public final class FrameExchange {
  /**
   * How long a handshake may take. A process needs milliseconds, but loads its classes meanwhile: many that start at
   * once on a busy machine need more than 10 s. A stranger gains nothing by it, see {@link Reception}.
   */
  public static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Transport transport;
  private final FrameReader reader;
  private final long deadline;

  /** @param nanos how long the whole exchange may take */
  public FrameExchange(Transport transport, long nanos) {
    this.transport = transport;
    reader = new FrameReader(transport);
    deadline = System.nanoTime() + nanos;
  }

  /** Returns the reader, which may hold bytes that came behind the last frame. */
  public FrameReader reader() {
    return reader;
  }

  void send(Frame frame) throws IOException {
    ByteBuffer bytes = FrameFormat.encode(frame);
    transport.write(bytes);
    while (bytes.hasRemaining()) {
      transport.awaitWritable(remainingNanos());
      transport.write(bytes);
    }
  }

  Frame receive() throws IOException {
    Frame frame = reader.next();
    while (frame == null) {
      fill();
      frame = reader.next();
    }
    return frame;
  }

  private void fill() throws IOException {
    int count = reader.fill();
    while (count == 0) {
      transport.awaitReadable(remainingNanos());
      count = reader.fill();
    }
    if (count < 0) {
      throw new EOFException("the other side closed the connection");
    }
  }

  private long remainingNanos() throws SocketTimeoutException {
    long nanos = deadline - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("the handshake did not end in time");
    }
    return nanos;
  }
}
