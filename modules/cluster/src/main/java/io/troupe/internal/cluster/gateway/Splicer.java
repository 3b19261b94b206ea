package io.troupe.internal.cluster.gateway;

import io.troupe.internal.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Passes on bytes between pairs of connections, on one thread for all of them. Thread-safe.
 */
public final class Splicer implements AutoCloseable {
  private static final Log log = Log.of(Splicer.class);

  private final Selector selector;
  private final Queue<Splice> arrived = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  private Splicer() throws IOException {
    selector = Selector.open();
  }

  /** Starts one. */
  public static Splicer start() {
    try {
      Splicer splicer = new Splicer();
      Thread thread = new Thread(splicer::run, "troupe-splicer");
      thread.setDaemon(true);
      thread.start();
      return splicer;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot connect processes with other machines", e);
    }
  }

  /** Makes two streams one, until either ends. */
  void join(Side one, Side other) {
    arrived.add(new Splice(one, other));
    selector.wakeup();
    if (closed) {
      closeArrived();
    }
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(this::move);
        takeArrived();
      }
    } catch (IOException | RuntimeException e) {
      log.error("Nothing is passed on any more between machines", e);
    } finally {
      closeAll();
    }
  }

  private void takeArrived() {
    for (Splice each = arrived.poll(); each != null; each = arrived.poll()) {
      each.register(selector);
    }
  }

  private void move(SelectionKey key) {
    ((Splice) key.attachment()).move();
  }

  private void closeAll() {
    selector.keys().forEach(key -> ((Splice) key.attachment()).close());
    closeArrived();
    try {
      selector.close();
    } catch (IOException e) {
      log.debug("Closing a selector failed", e);
    }
  }

  private void closeArrived() {
    for (Splice each = arrived.poll(); each != null; each = arrived.poll()) {
      each.close();
    }
  }

  /** Ends all that it passes on. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
