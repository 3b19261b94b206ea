package io.troupe.internal.connection;

import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sending side of an end, in this process. Thread-safe: messages of several threads go one
 * after the other.
 */
abstract class Sender {
  private final ReentrantLock lock = new ReentrantLock();
  private final FrameWriter writer = new FrameWriter();
  private final Parking parking = new Parking();

  Parking parking() {
    return parking;
  }

  /** Sends one message; the position of {@code body} stays. */
  final void send(Lease lease, ByteBuffer body) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      lease.checkWritable();
      transmit(lease, body);
    } finally {
      lock.unlock();
    }
  }

  /** Sends one message, under the lock. */
  abstract void transmit(Lease lease, ByteBuffer body) throws IOException, InterruptedException;

  /** Closes what is open for sending alone, under the lock. */
  abstract void disconnect();

  /** Writes a message, waiting for room. */
  final void writeTo(Wire wire, Lease lease, ByteBuffer body)
      throws IOException, InterruptedException {
    writer.write(wire, body, (full, begun) -> awaitRoom(lease, full, begun));
  }

  private void awaitRoom(Lease lease, Wire full, boolean begun)
      throws IOException, InterruptedException {
    lease.checkOpen();
    if (begun) {
      parking.awaitUninterruptibly(full.channel(), SelectionKey.OP_WRITE, Deadline.NEVER);
    } else {
      parking.await(full.channel(), SelectionKey.OP_WRITE, Deadline.NEVER);
    }
  }

  /** Lets a thread that waits see that its lease has ended. */
  void wake() {
    parking.wake();
  }

  final void close() {
    wake();
    lock.lock();
    try {
      disconnect();
      parking.close();
    } finally {
      lock.unlock();
    }
  }
}
