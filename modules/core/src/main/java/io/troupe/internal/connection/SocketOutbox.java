package io.troupe.internal.connection;

import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.ReentrantLock;

/** Sends through a socket of its own. */
final class SocketOutbox implements Outbox {
  private final Wire wire;
  private final ReentrantLock lock = new ReentrantLock();
  private final FrameWriter writer = new FrameWriter();
  private final Parking parking = new Parking();

  SocketOutbox(Wire wire) {
    this.wire = wire;
  }

  @Override
  public void send(Lease lease, ByteBuffer body) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      lease.checkWritable();
      write(lease, body);
    } finally {
      lock.unlock();
    }
  }

  private void write(Lease lease, ByteBuffer body) throws IOException, InterruptedException {
    try {
      writer.write(wire, body, (full, begun) -> await(lease, begun));
    } catch (IOException e) {
      lease.checkOpen();
      throw new IOException("broken pipe: the other end is closed", e);
    }
  }

  private void await(Lease lease, boolean begun) throws IOException, InterruptedException {
    lease.checkOpen();
    if (begun) {
      parking.awaitUninterruptibly(wire.channel(), SelectionKey.OP_WRITE, Deadline.NEVER);
    } else {
      parking.await(wire.channel(), SelectionKey.OP_WRITE, Deadline.NEVER);
    }
  }

  @Override
  public void wake() {
    parking.wake();
  }

  @Override
  public void close() {
    wake();
    lock.lock();
    try {
      parking.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }
}
