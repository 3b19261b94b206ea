package io.troupe.internal.connection;

import io.troupe.internal.wait.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread waits for one channel at a time. A selector and not a blocking call, because an interrupt during a blocking
 * call closes the channel for everybody. One thread waits; any thread may wake it.
 */
final class Parking implements Closeable {
  // Opened by the first thread that waits; read by those that wake it.
  private volatile @Nullable Selector selector;
  // Written by those that wake when there was nobody to wake; the first that waits must not miss
  // it.
  private volatile boolean wokenEarly;

  /**
   * Waits until the channel is ready, {@link #wake} is called or the deadline has passed.
   *
   * @throws InterruptedException if the thread is interrupted before or while it waits
   */
  void await(SelectableChannel channel, int operations, Deadline deadline)
      throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    select(channel, operations, deadline);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** As {@link #await}, for what must be brought to its end: an interrupt is kept for later. */
  void awaitUninterruptibly(SelectableChannel channel, int operations, Deadline deadline)
      throws IOException {
    boolean interrupted = Thread.interrupted();
    select(channel, operations, deadline);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void select(SelectableChannel channel, int operations, Deadline deadline)
      throws IOException {
    Selector open = open();
    SelectionKey key = channel.register(open, operations);
    if (wokenEarly) {
      wokenEarly = false;
      open.wakeup();
    }
    open.select(deadline.selectMillis());
    open.selectedKeys().clear();
    if (key.isValid()) {
      key.interestOps(0);
    }
  }

  private Selector open() throws IOException {
    Selector open = selector;
    if (open == null) {
      open = Selector.open();
      selector = open;
    }
    return open;
  }

  /** Lets go of channels that were closed, which the selector would otherwise keep half open. */
  void forgetClosed() throws IOException {
    Selector open = selector;
    if (open != null) {
      open.selectNow();
    }
  }

  void wake() {
    wokenEarly = selector == null;
    Selector open = selector;
    if (open != null) {
      open.wakeup();
    }
  }

  @Override
  public void close() throws IOException {
    Selector open = selector;
    if (open != null) {
      open.close();
    }
  }
}
