package io.troupe.internal.manager;

import io.troupe.connection.Connection;
import io.troupe.internal.connection.Carrier;
import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.proto.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link over a connection, which has proved the key and may be encrypted: a frame is a message. One thread writes and one
 * reads. Senders wait while more than a mebibyte waits to be written; the reader, and who posts, never do.
 */
final class ConnectionLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLink.class);
  private static final long ROOM_BYTES = 1 << 20;

  private final Connection connection;
  private final Carrier carrier;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final Thread writer = thread(this::write, "writer");
  private final Thread reader = thread(this::read, "reader");
  private @Nullable FrameHandler handler;

  // Guarded by this.
  private final Deque<byte[]> outgoing = new ArrayDeque<>();
  private long outgoingBytes;
  private boolean writing;
  private boolean ended;

  /** @param connection one of a listener or a client of Troupe's */
  ConnectionLink(Connection connection) {
    this.connection = connection;
    this.carrier = (Carrier) connection;
  }

  private static Thread thread(Runnable body, String what) {
    Thread thread = new Thread(body, "troupe-manager-" + what);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void start(FrameHandler handler) {
    if (this.handler != null) {
      throw new IllegalStateException("the link has been started before");
    }
    this.handler = handler;
    writer.start();
    reader.start();
  }

  @Override
  public synchronized void send(Frame frame) {
    if (Thread.currentThread() != reader) {
      awaitWhile(() -> outgoingBytes > ROOM_BYTES);
    }
    post(frame);
  }

  @Override
  public synchronized void post(Frame frame) {
    enqueue(frame, true);
  }

  @Override
  public synchronized void sendControl(Frame frame) {
    enqueue(frame, false);
  }

  private void enqueue(Frame frame, boolean last) {
    if (ended) {
      throw new LinkClosedException("The connection with the manager is closed", null);
    }
    byte[] bytes = frame.toByteArray();
    if (last) {
      outgoing.addLast(bytes);
    } else {
      outgoing.addFirst(bytes);
    }
    outgoingBytes += bytes.length;
    notifyAll();
  }

  /** An interrupt does not end the wait, but the thread stays interrupted. */
  private void awaitWhile(BooleanSupplier condition) {
    boolean interrupted = false;
    while (condition.getAsBoolean() && !ended) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try {
      for (byte[] next = take(); next != null; next = take()) {
        carrier.carry(next);
      }
    } catch (IOException e) {
      LOG.debug("The connection with a manager has ended: {}", e.getMessage());
      close();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody has this thread to interrupt it", e);
    }
  }

  private synchronized byte @Nullable [] take() {
    writing = false;
    notifyAll();
    awaitWhile(outgoing::isEmpty);
    byte[] next = outgoing.poll();
    if (next == null || ended) {
      return null;
    }
    outgoingBytes -= next.length;
    writing = true;
    notifyAll();
    return next;
  }

  private void read() {
    FrameHandler receiver = Objects.requireNonNull(handler, "handler");
    Throwable cause = readAll(receiver);
    close();
    try {
      receiver.onClosed(cause);
    } finally {
      closed.complete(null);
    }
  }

  private @Nullable Throwable readAll(FrameHandler receiver) {
    try {
      while (true) {
        receiver.onFrame(Frame.parseFrom(connection.recvBytes()));
      }
    } catch (EOFException e) {
      return null;
    } catch (IOException e) {
      return isEnded() ? null : e;
    } catch (InterruptedException e) {
      throw new AssertionError("nobody has this thread to interrupt it", e);
    } catch (RuntimeException e) {
      LOG.error("Closed the connection with a manager: its handler failed", e);
      return e;
    }
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  /** The reader has its own thread, whoever waits. */
  @Override
  public boolean readUntil(BooleanSupplier over, long nanos) {
    return over.getAsBoolean();
  }

  @Override
  public void wake() {}

  /** Its threads are daemons that wait in the connection, which ends with {@link #close}. */
  @Override
  public void linger() {}

  @Override
  public CompletionStage<Void> closed() {
    return closed.minimalCompletionStage();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (!ended && handler == null) {
        closed.complete(null);
      }
      ended = true;
      notifyAll();
    }
    connection.close();
  }

  @Override
  public synchronized void flush() {
    awaitWhile(() -> !outgoing.isEmpty() || writing);
  }

  @Override
  public String toString() {
    return "link over " + connection;
  }
}
