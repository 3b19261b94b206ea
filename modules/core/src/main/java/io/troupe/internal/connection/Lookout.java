package io.troupe.internal.connection;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/**
 * Where an inbox sees which of its channels have something: one selector, for whoever receives. Guarded by the lock of the inbox, but
 * for what wakes.
 */
final class Lookout {
  // Selectors of threads in Connection.wait, which look at several inboxes and must look again when
  // something changes other than on
  // a channel.
  private final Set<Selector> watchers = new CopyOnWriteArraySet<>();

  // Written under the lock; read by those that wake.
  private volatile @Nullable Selector selector;
  // Whether the last look found something other than bytes of a source.
  private boolean news;

  /** What an inbox does to get its first channels. */
  interface Opening {
    void run() throws IOException, InterruptedException;
  }

  /** Opens the selector, and the channels with it; a failure leaves everything closed. No effect when open. */
  void open(Opening channels) throws IOException, InterruptedException {
    if (selector == null) {
      Selector opening = Selector.open();
      selector = opening;
      boolean opened = false;
      try {
        channels.run();
        opened = true;
      } finally {
        if (!opened) {
          selector = null;
          opening.close();
        }
      }
    }
  }

  /** Looks at a channel from now on; {@code attachment} is a source, or what else has news. */
  void add(SelectableChannel channel, int operations, Object attachment) throws IOException {
    channel.register(requireNonNull(selector), operations, attachment);
  }

  void remove(SelectableChannel channel) {
    SelectionKey key = channel.keyFor(selector);
    if (key != null) {
      key.cancel();
    }
  }

  /**
   * Reads from the sources that have something now. Returns whether anything else has news.
   *
   * @throws IOException if the selector fails
   */
  boolean look() throws IOException {
    news = false;
    requireNonNull(selector).selectNow(this::take);
    return news;
  }

  /** As {@link #look}, but waits until there is something, {@link #wake} is called or the deadline has passed. */
  boolean await(Deadline deadline) throws IOException, InterruptedException {
    throwIfInterrupted();
    news = false;
    requireNonNull(selector).select(this::take, deadline.selectMillis());
    throwIfInterrupted();
    return news;
  }

  private static void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void take(SelectionKey key) {
    if (key.attachment() instanceof Source source) {
      source.fill();
    } else {
      news = true;
    }
  }

  /** Has a watcher select on all channels too. */
  void show(Selector watcher) throws IOException {
    for (SelectionKey key : requireNonNull(selector).keys()) {
      if (key.isValid()) {
        key.channel().register(watcher, key.interestOps());
      }
    }
  }

  /** Wakes a watcher from now on whenever something changed. Any thread. */
  void addWatcher(Selector watcher) {
    watchers.add(watcher);
  }

  /** Undoes {@link #addWatcher}. Any thread. */
  void removeWatcher(Selector watcher) {
    watchers.remove(watcher);
  }

  /** Wakes all who wait. Any thread. */
  void wake() {
    Selector open = selector;
    if (open != null) {
      open.wakeup();
    }
    wakeWatchers();
  }

  /** Wakes those that look at several inboxes. Any thread. */
  void wakeWatchers() {
    if (!watchers.isEmpty()) {
      watchers.forEach(Selector::wakeup);
    }
  }

  void close() throws IOException {
    Selector open = selector;
    if (open != null) {
      open.close();
    }
  }
}
