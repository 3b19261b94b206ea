package io.troupe.internal.connection;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;

/**
 * The claim of one connection object to an endpoint that it may share with others of its process. It must not refer to that
 * object: it ends by {@link #run} when the object is closed, or when nobody can reach the object any more.
 */
final class Lease implements Runnable {
  private final Endpoint endpoint;

  private volatile boolean closed;
  private volatile boolean readable;

  Lease(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.readable = endpoint.readable();
  }

  Endpoint endpoint() {
    return endpoint;
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
    if (!endpoint.writable()) {
      run();
    }
  }

  /** Has the inbox forget a thread that waited; whether this is still open or not. */
  void unwatch(Selector waiter) {
    Inbox inbox = endpoint.inbox();
    if (inbox != null) {
      inbox.unwatch(waiter);
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
    if (!endpoint.writable()) {
      throw new IOException("the connection is read-only");
    }
  }

  /** Takes the next message. */
  byte[] receive(int mostBytes) throws IOException, InterruptedException {
    checkOpen();
    return inbox().receive(this, mostBytes);
  }

  boolean poll(Deadline deadline) throws IOException, InterruptedException {
    checkOpen();
    return inbox().poll(this, deadline);
  }

  void send(ByteBuffer body) throws IOException, InterruptedException {
    checkWritable();
    requireNonNull(endpoint.outbox()).send(this, body);
  }

  Inbox inbox() throws IOException {
    checkReadable();
    return requireNonNull(endpoint.inbox());
  }

  void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the connection is closed");
    }
  }

  /** Ends this claim without releasing the endpoint, which another lease has taken over. */
  void giveAway() {
    endClaim();
    endpoint.wake();
  }

  @Override
  public void run() {
    if (endClaim()) {
      endpoint.release();
    }
  }

  private synchronized boolean endClaim() {
    boolean first = !closed;
    closed = true;
    return first;
  }
}
