package io.troupe.internal.connection;

import io.troupe.internal.wait.Cores;
import io.troupe.internal.wait.Deadline;
import io.troupe.internal.wait.SpinWait;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of an end, in this process. It has no thread: whoever receives, polls or waits reads the sockets itself, so that
 * no hand-over between threads stands between the peer's write and the return of {@code recv}. Thread-safe; one thread at a time
 * receives.
 */
final class Inbox {
  // How many messages may come from a busy source before others are looked at.
  private static final int TURN = 64;
  private static final Deadline NOW = Deadline.after(Duration.ZERO);

  private final Feed feed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Sources sources = new Sources();
  private final Lookout lookout = new Lookout();
  private final SpinWait spinning = new SpinWait(Cores.gate());
  // For the rest of a message that has begun, while others may be ready too.
  private final Parking rest = new Parking();
  private int looks;

  Inbox(Feed feed) {
    this.feed = feed;
  }

  /** Adds a message that came before there was a source. */
  void addEarly(byte[] message) {
    sources.addEarly(message);
  }

  /** Adds a source; a stranger must greet before its messages count. */
  void add(Source source, boolean stranger) throws IOException {
    lookout.add(source.wire().channel(), SelectionKey.OP_READ, source);
    sources.add(source, stranger);
  }

  /** Watches a channel that brings news for the feed. */
  void watch(SelectableChannel channel, int operations) throws IOException {
    lookout.add(channel, operations, feed);
  }

  /**
   * Waits for the next message and takes it.
   *
   * @throws EOFException when there is none and none will come
   * @throws IOException if the message is longer than {@code most} bytes; it is not taken
   */
  byte[] receive(Lease lease, int most) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      lease.checkReadable();
      return receiveLocked(lease, most);
    } finally {
      unlock();
    }
  }

  private byte[] receiveLocked(Lease lease, int most) throws IOException, InterruptedException {
    byte[] message = null;
    while (message == null) {
      if (!await(lease, Deadline.NEVER) || !sources.findReady(feed)) {
        throw endOfStream();
      }
      checkLength(lease, most);
      message = complete(lease);
    }
    return message;
  }

  private EOFException endOfStream() {
    EOFException end = new EOFException("the other end of the connection is closed");
    end.initCause(sources.failure());
    return end;
  }

  private void checkLength(Lease lease, int most) throws IOException {
    if (sources.length() > most) {
      int length = sources.length();
      lease.stopReading();
      throw new IOException("bad message length: " + length + " bytes, and at most " + most
          + " were asked for; this connection can no longer receive");
    }
  }

  // Null when the writer died in the middle of it.
  private byte @Nullable [] complete(Lease lease) throws IOException, InterruptedException {
    byte[] message = sources.take();
    while (message == null && sources.fillsOn()) {
      if (!sources.fill() && !spinning.spin(sources::fill)) {
        awaitRest(lease);
      }
      message = sources.take();
    }
    return message;
  }

  private void awaitRest(Lease lease) throws IOException, InterruptedException {
    if (sources.fillsOn()) {
      rest.await(sources.channel(), SelectionKey.OP_READ, Deadline.NEVER);
    }
    lease.checkOpen();
  }

  /** Waits until a message has begun to arrive, or the stream has ended; false when the deadline passed first. */
  boolean poll(Lease lease, Deadline deadline) throws IOException, InterruptedException {
    if (!lock.tryLock(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
      return false;
    }
    try {
      lease.checkReadable();
      return await(lease, deadline);
    } finally {
      unlock();
    }
  }

  private void unlock() {
    lock.unlock();
    lookout.wakeWatchers();
  }

  // True when a message has begun, or the stream has ended.
  private boolean await(Lease lease, Deadline deadline) throws IOException, InterruptedException {
    lookout.open(() -> feed.open(this));
    if (++looks % TURN == 0) {
      look();
    }
    while (!arrived() && !spin(deadline)) {
      if (deadline.passed()) {
        return isOver();
      }
      if (finished() && isOver()) {
        return true;
      }
      // After the selector is there and before it is waited on: either we see the close, or the
      // close wakes us.
      lease.checkReadable();
      takeIn(lookout.await(deadline));
    }
    return true;
  }

  // Asks the selector first, which may know of messages and writers that are new here.
  private boolean isOver() throws IOException {
    look();
    return arrived() || finished();
  }

  private boolean spin(Deadline deadline) throws IOException {
    return !sources.isEmpty() && !deadline.passed() && spinning.spin(this::arrived);
  }

  // The source whose turn it is is tried directly, which spares asking the selector.
  private boolean arrived() throws IOException {
    return sources.findReady(feed) || (sources.fill() && sources.findReady(feed));
  }

  private boolean finished() {
    return feed.isDry() && sources.isEmpty();
  }

  private void look() throws IOException {
    takeIn(lookout.look());
  }

  // News may bring sources, and these may have brought messages.
  private void takeIn(boolean first) throws IOException {
    boolean news = first;
    while (news) {
      feed.advance(this);
      news = lookout.look();
    }
    sources.removeSpent(this::retire);
  }

  private void retire(Source source) {
    lookout.remove(source.wire().channel());
    feed.retire(source);
  }

  /**
   * Says whether a message has begun or the stream has ended, without blocking; where not, {@code waiter} wakes when that may have
   * changed. While another thread receives, the answer is no.
   */
  boolean readyOrWatch(Lease lease, Selector waiter) throws IOException, InterruptedException {
    lookout.addWatcher(waiter);
    if (!lock.tryLock()) {
      return false;
    }
    try {
      lease.checkReadable();
      boolean ready = await(lease, NOW);
      if (!ready) {
        lookout.show(waiter);
      }
      return ready;
    } finally {
      lock.unlock();
    }
  }

  /** Undoes {@link #readyOrWatch}. */
  void unwatch(Selector waiter) {
    lookout.removeWatcher(waiter);
  }

  /** Lets threads that wait see that their lease has ended. */
  void wake() {
    lookout.wake();
    rest.wake();
  }

  /** Closes everything, once all leases have ended. */
  void close() throws IOException {
    wake();
    lock.lock();
    try {
      lookout.close();
      rest.close();
      feed.close(sources);
      sources.removeAll(feed::retire);
    } finally {
      unlock();
    }
  }
}
