package io.troupe.internal.connection;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;

/**
 * The claim of one connection object to an end that it may share with others of its process. It
 * must not refer to that object: it ends by {@link #run} when the object is closed, or when the
 * object is not reachable any more.
 */
final class Lease implements Runnable {
  private final End end;

  private volatile boolean closed;
  private volatile boolean readable;

  Lease(End end) {
    this.end = end;
    this.readable = end.readable();
  }

  End end() {
    return end;
  }

  boolean isClosed() {
    return closed;
  }

  boolean isReadable() {
    return readable;
  }

  /** Stops receiving for good, after the position in the stream was lost. */
  void stopReading() {
    readable = false;
    if (!end.writable()) {
      run();
    }
  }

  /** Has the receiver forget a thread that waited; whether this is still open or not. */
  void unwatch(Selector waiter) {
    Receiver receiver = end.receiver();
    if (receiver != null) {
      receiver.unwatch(waiter);
    }
  }

  void checkReadable() throws IOException {
    checkOpen();
    if (!readable) {
      throw new IOException("the connection is write-only");
    }
  }

  void checkWritable() throws IOException {
    checkOpen();
    if (!end.writable()) {
      throw new IOException("the connection is read-only");
    }
  }

  /** Takes the next message. */
  byte[] receive(int mostBytes) throws IOException, InterruptedException {
    checkOpen();
    return receiver().receive(this, mostBytes);
  }

  boolean poll(Deadline deadline) throws IOException, InterruptedException {
    checkOpen();
    return receiver().poll(this, deadline);
  }

  void send(ByteBuffer body) throws IOException, InterruptedException {
    checkWritable();
    requireNonNull(end.sender()).send(this, body);
  }

  Receiver receiver() throws IOException {
    checkReadable();
    return requireNonNull(end.receiver());
  }

  void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the connection is closed");
    }
  }

  /** Ends this claim without releasing the end, which another lease has taken over. */
  void giveAway() {
    endClaim();
    end.wake();
  }

  @Override
  public void run() {
    if (endClaim()) {
      end.release();
    }
  }

  private synchronized boolean endClaim() {
    boolean first = !closed;
    closed = true;
    return first;
  }
}
