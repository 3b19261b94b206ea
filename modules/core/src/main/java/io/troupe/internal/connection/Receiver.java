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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of an end, in this process. It has no thread: the one that receives, polls or
 * waits reads the wires itself, so that no hand-over between threads stands between the peer's
 * write and the return of {@code recv}. Thread-safe; one thread at a time receives.
 */
final class Receiver {
  // How many messages may come from a busy source before others are looked at.
  private static final int TURN = 64;
  private static final Deadline NOW = Deadline.after(Duration.ZERO);

  private final Feed feed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Sources sources = new Sources();
  private final Parking parking = new Parking();
  // For the rest of a message that has begun, while others may be ready too.
  private final Parking rest = new Parking();
  private final SpinWait spinning = new SpinWait(Cores.gate());
  // Selectors of threads in Connection.wait, which look at several receivers and must look again
  // when something changes other than on a channel.
  private final Set<Selector> watchers = new CopyOnWriteArraySet<>();
  private boolean opened;
  private int looks;

  /** Where a receiver gets its sources from. Called under its lock, but for {@link #hasNews}. */
  interface Feed {

    /**
     * Adds what there is to receive from. Called until it succeeds once.
     *
     * @return false if that was not known when the deadline passed, or the receiver was woken
     */
    boolean open(Receiver receiver, Deadline deadline) throws IOException, InterruptedException;

    /** Whether {@link #advance} has something to do. Any thread. */
    boolean hasNews();

    /** Adds the sources that are new, without blocking, and takes in what else is known. */
    void advance(Receiver receiver) throws IOException;

    /** Whether no further source will come, as far as is known. */
    boolean isDry();

    /** Takes back a source that has ended. */
    void retire(Source source);

    /** Ends it; {@code sources} hold what arrived and was not taken. */
    void close(Sources sources) throws IOException;
  }

  Receiver(Feed feed) {
    this.feed = feed;
  }

  /** Adds a message that came before there was a source. */
  void addEarly(byte[] message) {
    sources.addEarly(message);
  }

  void add(Source source) {
    sources.add(source);
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
      if (!await(lease, Deadline.NEVER) || !sources.findReady()) {
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
      rest.await(sources.wire().channel(), SelectionKey.OP_READ, Deadline.NEVER);
    }
    lease.checkOpen();
  }

  /**
   * Waits until a message has begun to arrive, or the stream has ended; false when the deadline
   * passed first.
   */
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
    while (!opened) {
      opened = feed.open(this, deadline);
      lease.checkReadable();
      if (!opened && deadline.passed()) {
        return false;
      }
    }
    if (++looks % TURN == 0) {
      look();
    }
    while (!arrived() && !spin(deadline)) {
      // Before the wait: nothing may ever wake this for a writer that has ended.
      sources.removeSpent(this::retire);
      if (deadline.passed()) {
        return isOver();
      }
      if (finished() && isOver()) {
        return true;
      }
      // Before the wait and after each wake-up: who closes wakes.
      lease.checkReadable();
      if (!feed.hasNews()) {
        parking.await(sources, deadline);
      }
      takeIn();
    }
    return true;
  }

  // Looks first at what may be new here: messages and writers.
  private boolean isOver() throws IOException {
    look();
    return arrived() || finished();
  }

  private boolean spin(Deadline deadline) throws IOException {
    return !sources.isEmpty() && !deadline.passed() && spinning.spin(this::arrived);
  }

  // The source whose turn it is is tried directly.
  private boolean arrived() throws IOException {
    return sources.findReady() || (sources.fill() && sources.findReady());
  }

  private boolean finished() {
    return feed.isDry() && sources.isEmpty();
  }

  private void look() throws IOException {
    takeIn();
    sources.fillAll();
    sources.removeSpent(this::retire);
  }

  private void takeIn() throws IOException {
    if (feed.hasNews()) {
      feed.advance(this);
    }
  }

  private void retire(Source source) {
    feed.retire(source);
    parking.forgetClosed();
    rest.forgetClosed();
  }

  /**
   * Says whether a message has begun or the stream has ended, without blocking; where not,
   * {@code waiter} wakes when that may have changed. While another thread receives, the answer is
   * no.
   */
  boolean readyOrWatch(Lease lease, Selector waiter) throws IOException, InterruptedException {
    watchers.add(waiter);
    if (!lock.tryLock()) {
      return false;
    }
    try {
      lease.checkReadable();
      boolean ready = await(lease, NOW);
      if (!ready) {
        show(waiter);
      }
      return ready;
    } finally {
      lock.unlock();
    }
  }

  // Has it select on all channels, too.
  private void show(Selector waiter) throws IOException {
    for (Source source : sources) {
      SelectableChannel channel = source.wire().channel();
      if (channel != null) {
        channel.register(waiter, SelectionKey.OP_READ);
      }
    }
  }

  /** Undoes {@link #readyOrWatch}. */
  void unwatch(Selector waiter) {
    watchers.remove(waiter);
  }

  /**
   * Lets threads that wait look again: their lease may have ended, or something have come. Any
   * thread.
   */
  void wake() {
    parking.wake();
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
      feed.close(sources);
      sources.removeAll(feed::retire);
      parking.close();
      rest.close();
    } finally {
      unlock();
    }
  }
}
