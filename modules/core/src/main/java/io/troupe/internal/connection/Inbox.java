package io.troupe.internal.connection;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.runtime.SpinWait;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of an end, in this process. It has no thread: whoever receives, polls or waits reads the sockets
 * itself, so that no hand-over between threads stands between the peer's write and the return of {@code recv}.
 * Thread-safe; one thread at a time receives.
 */
final class Inbox {
  // How many messages may come from a busy source before others are looked at.
  private static final int TURN = 64;

  private final Feed feed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Sources sources = new Sources();
  private final SpinWait spinning = new SpinWait(Cores.gate());
  // For the rest of a message that has begun, while others may be ready too.
  private final Parking rest = new Parking();
  // Selectors of threads in Connection.wait that must look again when something changes other than
  // on a channel.
  private final Set<Selector> watchers = new CopyOnWriteArraySet<>();

  // Written once under the lock; read by those that wake.
  private volatile @Nullable Selector selector;
  private int taken;

  Inbox(Feed feed) {
    this.feed = feed;
  }

  /** Adds a message that came before there was a source. */
  void addEarly(byte[] message) {
    sources.addEarly(message);
  }

  /** Adds a source; a stranger must greet before its messages count. */
  void add(Source source, boolean stranger) throws IOException {
    register(source.wire().channel(), SelectionKey.OP_READ, source);
    sources.add(source, stranger);
  }

  /** Watches a channel that brings news for the feed. */
  void watch(SelectableChannel channel, int operations) throws IOException {
    register(channel, operations, feed);
  }

  private void register(SelectableChannel channel, int operations, Object attachment)
      throws IOException {
    channel.register(requireNonNull(selector), operations, attachment);
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
      lease.stopReading();
      throw new IOException("bad message length: " + sources.length() + " bytes, and at most "
          + most + " were asked for; this connection can no longer receive");
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
    wakeWatchers();
  }

  // True when a message has begun, or the stream has ended.
  private boolean await(Lease lease, Deadline deadline) throws IOException, InterruptedException {
    open();
    if (++taken % TURN == 0) {
      sweep();
    }
    while (!arrived() && !spin(deadline)) {
      sweep();
      if (arrived() || finished()) {
        return true;
      }
      if (deadline.passed()) {
        return false;
      }
      // After the selector is there and before it is waited on: either we see the close, or the
      // close wakes us.
      lease.checkReadable();
      park(deadline);
    }
    return true;
  }

  private boolean spin(Deadline deadline) throws IOException {
    return !sources.isEmpty() && !deadline.passed() && spinning.spin(this::arrived);
  }

  // The source that was busy last is tried directly, which spares asking the selector.
  private boolean arrived() throws IOException {
    return sources.findReady(feed) || (sources.fill() && sources.findReady(feed));
  }

  private boolean finished() {
    return feed.isDry() && sources.isEmpty();
  }

  private void park(Deadline deadline) throws IOException, InterruptedException {
    throwIfInterrupted();
    Selector open = open();
    open.select(deadline.selectMillis());
    readSelected(open);
    throwIfInterrupted();
  }

  private static void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void sweep() throws IOException, InterruptedException {
    Selector open = open();
    open.selectNow();
    readSelected(open);
  }

  private void readSelected(Selector open) throws IOException {
    boolean news = false;
    for (SelectionKey key : open.selectedKeys()) {
      if (key.attachment() instanceof Source source) {
        source.fill();
      } else {
        news = true;
      }
    }
    open.selectedKeys().clear();
    if (news) {
      feed.advance(this);
    }
    sources.removeSpent(source -> retire(open, source));
  }

  private void retire(Selector open, Source source) {
    SelectionKey key = source.wire().channel().keyFor(open);
    if (key != null) {
      key.cancel();
    }
    feed.retire(source);
  }

  private Selector open() throws IOException, InterruptedException {
    Selector open = selector;
    if (open == null) {
      open = Selector.open();
      selector = open;
      openFeed(open);
    }
    return open;
  }

  private void openFeed(Selector open) throws IOException, InterruptedException {
    boolean opened = false;
    try {
      feed.open(this);
      opened = true;
    } finally {
      if (!opened) {
        selector = null;
        open.close();
      }
    }
  }

  /**
   * Says whether a message has begun or the stream has ended, without blocking; where not, has {@code waiter} select on
   * everything that could change that. While another thread receives, the answer is no, and {@code waiter} is woken later.
   */
  boolean readyOrRegister(Lease lease, Selector waiter) throws IOException, InterruptedException {
    watchers.add(waiter);
    if (!lock.tryLock()) {
      return false;
    }
    try {
      lease.checkReadable();
      return await(lease, Deadline.after(Duration.ZERO)) || !register(waiter);
    } finally {
      lock.unlock();
    }
  }

  private boolean register(Selector waiter) throws IOException, InterruptedException {
    for (SelectionKey key : open().keys()) {
      if (key.isValid()) {
        key.channel().register(waiter, key.interestOps());
      }
    }
    return true;
  }

  /** Undoes {@link #readyOrRegister}. */
  void unwatch(Selector waiter) {
    watchers.remove(waiter);
  }

  /** Lets threads that wait see that their lease has ended. */
  void wake() {
    Selector open = selector;
    if (open != null) {
      open.wakeup();
    }
    rest.wake();
    wakeWatchers();
  }

  private void wakeWatchers() {
    if (!watchers.isEmpty()) {
      watchers.forEach(Selector::wakeup);
    }
  }

  /** Closes everything, once all leases have ended. */
  void close() throws IOException {
    wake();
    lock.lock();
    try {
      closeLocked();
    } finally {
      unlock();
    }
  }

  private void closeLocked() throws IOException {
    Selector open = selector;
    if (open != null) {
      open.close();
    }
    rest.close();
    feed.close(sources);
    sources.removeAll(feed::retire);
  }
}
