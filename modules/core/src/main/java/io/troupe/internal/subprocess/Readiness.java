package io.troupe.internal.subprocess;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a channel has something or room for something. Thread-safe: closing it ends a wait.
 */
final class Readiness implements Closeable {
  private final SelectableChannel channel;
  private final int operation;
  private @Nullable Selector selector; // made when there is first something to wait for
  private boolean closed;

  Readiness(SelectableChannel channel, int operation) {
    this.channel = channel;
    this.operation = operation;
  }

  /**
   * Waits.
   *
   * @throws InterruptedIOException if the current thread is interrupted, which it then still is
   */
  void await() throws IOException {
    try {
      Selector waiting = selector();
      waiting.select();
      waiting.selectedKeys().clear();
    } catch (ClosedSelectorException e) {
      throw new ClosedChannelException();
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while waiting for a program");
    }
  }

  private synchronized Selector selector() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    Selector known = selector;
    if (known == null) {
      known = Selector.open();
      selector = known;
      channel.register(known, operation);
    }
    return known;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (selector != null) {
      selector.close();
    }
  }
}
