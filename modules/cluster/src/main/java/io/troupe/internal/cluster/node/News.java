package io.troupe.internal.cluster.node;

import io.troupe.internal.cluster.call.NodeNews;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a program is still to be told. Output waits for room; all else is told at once. Thread-safe.
 */
final class News {
  private static final int MOST_BYTES = 1 << 20;

  private List<NodeNews> untold = new ArrayList<>();
  private int bytes;
  private boolean closed;

  synchronized void add(NodeNews news) {
    if (!closed) {
      untold.add(news);
      notifyAll();
    }
  }

  /** Waits for room, unless none is told any more. */
  synchronized void add(NodeNews.Printed printed) throws InterruptedException {
    while (isFull()) {
      wait();
    }
    bytes += printed.bytes().length;
    add((NodeNews) printed);
  }

  /** Returns whether output waits for room. */
  synchronized boolean isFull() {
    return bytes >= MOST_BYTES && !closed;
  }

  /** Returns what there is, and waits for a moment if there is nothing. */
  synchronized List<NodeNews> take(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (untold.isEmpty() && !closed && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    List<NodeNews> told = untold;
    untold = new ArrayList<>();
    bytes = 0;
    notifyAll();
    return told;
  }

  /** Waits for a while until all is told. */
  synchronized void awaitTold(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (!untold.isEmpty() && !closed && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
    untold.clear();
    notifyAll();
  }
}
