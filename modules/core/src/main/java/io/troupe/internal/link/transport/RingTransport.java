package io.troupe.internal.link.transport;

import io.troupe.proto.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A socket, each of whose directions can be moved into a ring. The socket stays: its end is the end
 * of the connection, and a byte in it wakes a reader that waits. A writer that waits is not woken:
 * it looks again, ever more rarely.
 */
public final class RingTransport implements Transport {
  /**
   * A reader that does not wait, but looks again and again, must learn of the end of the connection
   * too.
   */
  private static final int LOOKS_A_CHECK = 256;

  private final Transport socket;
  private final boolean takesRings;
  private volatile boolean closed;

  // For who reads.
  private final ByteBuffer bells = ByteBuffer.allocate(16);
  private @Nullable Ring in;
  private boolean ended;
  private @Nullable IOException failure;
  private int looks;

  // For who writes.
  private final ByteBuffer bell = ByteBuffer.allocate(1);
  private @Nullable Ring out;
  private final Pause pause = new Pause();

  /**
   * @param takesRings whether both sides may be processes of one user on one machine
   */
  public RingTransport(Transport socket, boolean takesRings) {
    this.socket = socket;
    this.takesRings = takesRings;
  }

  /** Returns whether a direction may be moved into a ring. */
  public boolean takesRings() {
    return takesRings;
  }

  /** What is read from now on comes through the ring. For who reads. */
  public void receiveThrough(Ring ring) {
    in = ring;
  }

  /** What is written from now on goes through the ring. For who writes. */
  public void sendThrough(Ring ring) {
    out = ring;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return in == null ? socket.read(into) : read(in, into);
  }

  private int read(Ring ring, ByteBuffer into) throws IOException {
    requireOpen();
    int count = ring.read(into);
    if (count > 0) {
      return count;
    }
    if (++looks % LOOKS_A_CHECK == 0) {
      takeBells();
    }
    return ended ? readLast(ring, into) : 0;
  }

  /** What was written before the end of the socket is there when that is seen. */
  private int readLast(Ring ring, ByteBuffer into) throws IOException {
    int count = ring.read(into);
    if (count == 0 && failure != null) {
      throw failure;
    }
    return count > 0 ? count : -1;
  }

  private void takeBells() throws IOException {
    try {
      int count;
      do {
        count = socket.read(bells.clear());
      } while (!bells.hasRemaining());
      ended |= count < 0;
    } catch (IOException e) {
      requireOpen();
      ended = true;
      failure = e; // once the ring is empty
    }
  }

  @Override
  public void awaitReadable(long nanos) throws IOException {
    if (startWaiting()) {
      socket.awaitReadable(nanos);
    }
    stopWaiting();
  }

  @Override
  public void awaitReadableInterruptibly(long nanos) throws IOException, InterruptedException {
    if (startWaiting()) {
      socket.awaitReadableInterruptibly(
          nanos); // interrupted, it leaves a bell to come, which does no harm
    }
    stopWaiting();
  }

  private boolean startWaiting() throws IOException {
    return in == null || in.startWaiting();
  }

  private void stopWaiting() throws IOException {
    if (in != null) {
      in.stopWaiting();
      takeBells();
    }
  }

  @Override
  public void wakeReader() {
    socket.wakeReader();
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    if (out == null) {
      socket.write(from);
    } else {
      write(out, from);
    }
  }

  private void write(Ring ring, ByteBuffer from) throws IOException {
    requireOpen();
    if (ring.write(from) > 0) {
      pause.reset();
      ring(ring);
    }
  }

  @Override
  public boolean takesFrames() {
    return out != null;
  }

  @Override
  public boolean write(Frame frame, int size) throws IOException {
    Ring ring = Objects.requireNonNull(out);
    requireOpen();
    if (!ring.write(frame, size)) {
      return false;
    }
    ring(ring);
    return true;
  }

  private void ring(Ring ring) throws IOException {
    if (ring.takeWaiting()) {
      socket.write(bell.clear());
    }
  }

  @Override
  public void awaitWritable(long nanos) throws IOException {
    if (out == null) {
      socket.awaitWritable(nanos);
    } else if (out.isFull()) {
      requireOpen();
      pause.make();
    }
  }

  private void requireOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void close() {
    closed = true;
    socket.close();
  }
}
