package io.troupe.internal.link;

import io.troupe.internal.log.Log;
import io.troupe.proto.Frame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Sends for a link's reader thread, which must never wait for room: if both sides' readers did,
 * neither side would read again. What cannot leave at once is sent, in order, by a thread that
 * lives as long as there is such a thing.
 */
final class DeferredSends {
  private static final Log log = Log.of(DeferredSends.class);

  private final String name;
  private final Outbox outbox;

  // Both guarded by this. A frame stays in here until it is sent.
  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private boolean abandoned;

  DeferredSends(String name, Outbox outbox) {
    this.name = name;
    this.outbox = outbox;
  }

  /** Sends a frame now or later; never waits. */
  void send(Frame frame) {
    Outbox.sizeOf(frame);
    if (!isIdle() || !outbox.offer(frame)) {
      enqueue(frame);
    }
  }

  synchronized void awaitIdle() {
    boolean interrupted = false;
    while (!isIdle()) {
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

  private synchronized boolean isIdle() {
    return frames.isEmpty() || abandoned;
  }

  private synchronized void enqueue(Frame frame) {
    frames.add(frame);
    if (frames.size() == 1) {
      Thread thread = new Thread(this::run, "troupe-" + name + "-sender");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run() {
    try {
      for (Frame frame = first(); frame != null; frame = afterFirst()) {
        outbox.send(frame);
      }
    } catch (LinkClosedException e) {
      log.debug("Frames of {} were not sent", name, e);
      abandon();
    }
  }

  private synchronized @Nullable Frame first() {
    return frames.peek();
  }

  private synchronized @Nullable Frame afterFirst() {
    frames.remove();
    if (frames.isEmpty()) {
      notifyAll();
    }
    return frames.peek();
  }

  private synchronized void abandon() {
    abandoned = true;
    frames.clear();
    notifyAll();
  }
}
