package io.troupe.internal.connection;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread waits for channels. On a selector and not in a blocking call, because an interrupt
 * during a blocking call closes the channel for all its users. A selector costs two descriptors, so
 * one is borrowed for the time of the wait alone; the channels stay with it until another borrows
 * it, since most often none does. One thread waits; any thread may wake it.
 */
final class Parking implements AutoCloseable {
  private static final int MOST_IDLE = 16;
  // Guarded by the class, as is every berth. The one used last is the last.
  private static final Deque<Berth> idle = new ArrayDeque<>();

  // Written by the thread that waits, and by those that wake it.
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile @Nullable Selector waitingAt;
  private @Nullable Berth last;

  private static final class Berth {
    private final Selector selector;
    private @Nullable Parking user;
    private boolean taken;

    Berth(Selector selector) {
      this.selector = selector;
    }
  }

  /** Registers with a selector what a thread waits for. */
  private interface Registering {
    void with(Selector selector) throws IOException;
  }

  /**
   * Waits until the channel, if there is one, is ready, {@link #wake} is called or the deadline has
   * passed.
   *
   * @throws InterruptedException if the thread is interrupted before or while it waits
   */
  void await(@Nullable SelectableChannel channel, int operations, Deadline deadline)
      throws IOException, InterruptedException {
    throwIfInterrupted();
    select(selector -> register(channel, selector, operations, null), deadline);
    throwIfInterrupted();
  }

  /** As {@link #await}, for what must be brought to its end: an interrupt is kept for later. */
  void awaitUninterruptibly(@Nullable SelectableChannel channel, int operations, Deadline deadline)
      throws IOException {
    boolean interrupted = Thread.interrupted();
    select(selector -> register(channel, selector, operations, null), deadline);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until one of the sources has something, {@link #wake} is called or the deadline has
   * passed; reads what there is.
   */
  void await(Iterable<Source> sources, Deadline deadline) throws IOException, InterruptedException {
    throwIfInterrupted();
    select(
        selector -> {
          for (Source source : sources) {
            register(source.wire().channel(), selector, SelectionKey.OP_READ, source);
          }
        },
        deadline);
    for (Source source : sources) {
      if (source.wire().channel() == null) {
        source.fill();
      }
    }
    throwIfInterrupted();
  }

  private static void register(
      @Nullable SelectableChannel channel,
      Selector selector,
      int operations,
      @Nullable Source attachment)
      throws IOException {
    if (channel != null) {
      channel.register(selector, operations, attachment);
    }
  }

  private static void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void select(Registering channels, Deadline deadline) throws IOException {
    Berth berth = take(this);
    try {
      channels.with(berth.selector);
      waitingAt = berth.selector;
      // After it can be seen where this waits: who wakes sees that, or is seen here.
      if (!woken.getAndSet(false)) {
        berth.selector.select(Parking::fill, deadline.selectMillis());
        woken.getAndSet(false);
      }
    } finally {
      waitingAt = null;
      giveBack(berth);
    }
  }

  private static void fill(SelectionKey ready) {
    if (ready.attachment() instanceof Source source) {
      source.fill();
    }
  }

  /** Lets go of channels that were closed, which a selector would otherwise keep half open. */
  void forgetClosed() {
    leaveBerth(selector -> {});
  }

  /** Lets go of all channels. */
  @Override
  public void close() {
    leaveBerth(selector -> selector.keys().forEach(SelectionKey::cancel));
  }

  private void leaveBerth(Registering change) {
    synchronized (Parking.class) {
      Berth mine = last;
      if (mine != null && mine.user == this && !mine.taken) {
        try {
          change.with(mine.selector);
          mine.selector.selectNow(key -> {});
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** Ends a wait, the next one if there is none now. */
  void wake() {
    woken.set(true);
    Selector waiting = waitingAt;
    if (waiting != null) {
      waiting.wakeup();
    }
  }

  private static synchronized Berth take(Parking user) throws IOException {
    Berth berth = user.last;
    if (berth == null || berth.user != user || berth.taken) {
      berth = idle.isEmpty() ? new Berth(Selector.open()) : idle.getFirst();
      if (berth.user != null) {
        berth.selector.keys().forEach(SelectionKey::cancel);
        berth.selector.selectNow(key -> {});
      }
    }
    idle.remove(berth);
    berth.user = user;
    berth.taken = true;
    user.last = berth;
    return berth;
  }

  private static synchronized void giveBack(Berth berth) throws IOException {
    berth.taken = false;
    idle.addLast(berth);
    if (idle.size() > MOST_IDLE) {
      Berth superfluous = requireNonNull(idle.pollFirst());
      superfluous.user = null;
      superfluous.selector.close();
    }
  }
}
