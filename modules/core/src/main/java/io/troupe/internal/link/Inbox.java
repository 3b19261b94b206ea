package io.troupe.internal.link;

import io.troupe.internal.runtime.SpinWait;
import io.troupe.proto.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames until the stream ends and hands them to the handler, one at a time. That is the work of one thread, the
 * link's reader. A thread that waits for an answer may do it meanwhile instead, which saves one of them waking the other: it
 * <i>leads</i>. The reader keeps away from the socket while threads lead one soon after the other, and comes back by itself.
 */
final class Inbox {
  /** How long the reader waits for somebody else to lead, and so how long a frame may have to wait then. */
  private static final long AWAY_NANOS = 500_000;

  /** How long it sleeps at most while the same thread leads. */
  private static final long LONGEST_NANOS = 100_000_000;

  private final Transport transport;
  private final FrameReader reader;
  private final FrameHandler handler;
  private final SpinWait spinWait;
  private final SpinWait leaderSpinWait;

  private final AtomicReference<@Nullable Thread> leader = new AtomicReference<>();

  /** How often a thread began to lead. */
  private final AtomicLong leads = new AtomicLong();

  /** Threads that wait for an answer; those who do not lead need somebody who reads. */
  private final AtomicInteger waiting = new AtomicInteger();

  private volatile @Nullable Thread readerThread;
  private volatile long lastLed = System.nanoTime() - AWAY_NANOS;
  private volatile boolean away;

  /** What went wrong while another thread than the reader read. */
  private volatile @Nullable Throwable failure;

  Inbox(
      Transport transport,
      FrameReader reader,
      SpinWait spinWait,
      SpinWait leaderSpinWait,
      FrameHandler handler) {
    this.transport = transport;
    this.reader = reader;
    this.spinWait = spinWait;
    this.leaderSpinWait = leaderSpinWait;
    this.handler = handler;
  }

  /** Returns at the end of the stream. An exception of the handler comes out as it is. */
  void readAll() throws IOException {
    readerThread = Thread.currentThread();
    int count = 0;
    while (count >= 0) {
      stayAway();
      rethrow();
      count = readOrWait();
      if (count != 0 && leader.get() != null) {
        transport.wakeup(); // what it waits for may have come here
      }
    }
    if (reader.insideFrame()) {
      throw new EOFException("the stream ended inside a frame");
    }
  }

  /** Reads what there is, or else waits until there is something, or spins and reads that. */
  private int readOrWait() throws IOException {
    Read read = new Read(() -> leader.get() != null);
    if (!read.holds() && !spinWait.spin(read)) {
      transport.awaitReadable(0);
    }
    return read.count;
  }

  private void stayAway() {
    if (leader.get() == null && !isLedNow()) {
      return;
    }
    away = true;
    long nanos = AWAY_NANOS;
    long lead = leads.get();
    while (failure == null && (leader.get() != null || isLedNow())) {
      LockSupport.parkNanos(this, nanos);
      long now = leads.get();
      nanos = now == lead && leader.get() != null ? Math.min(2 * nanos, LONGEST_NANOS) : AWAY_NANOS;
      lead = now;
    }
    away = false;
  }

  private boolean isLedNow() {
    return System.nanoTime() - lastLed < AWAY_NANOS;
  }

  private void rethrow() throws IOException {
    Throwable caught = failure;
    if (caught instanceof IOException e) {
      throw e;
    } else if (caught instanceof RuntimeException e) {
      throw e;
    } else if (caught instanceof Error e) {
      throw e;
    }
  }

  /** Tries to read once, with what is to be done with it; says whether there was anything. */
  private final class Read implements SpinWait.Condition<IOException> {
    private final BooleanSupplier unwanted;
    private int count;

    Read(BooleanSupplier unwanted) {
      this.unwanted = unwanted;
    }

    @Override
    public boolean holds() throws IOException {
      if (unwanted.getAsBoolean()) {
        return true;
      }
      count = readOnce();
      return count != 0;
    }
  }

  private synchronized int readOnce() throws IOException {
    deliver(); // what came right behind the handshake
    int count = reader.fill();
    deliver();
    return count;
  }

  private void deliver() throws IOException {
    for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
      handler.onFrame(checked(frame));
    }
  }

  private static Frame checked(Frame frame) throws MalformedFrameException {
    return switch (frame.getBodyCase()) {
      case CHALLENGE, PROOF, ACCEPT ->
        throw new MalformedFrameException("a frame of the handshake after the handshake");
      default -> frame;
    };
  }

  /** Returns whether this thread reads, so that it must not wait for room. */
  boolean isReadByThisThread() {
    Thread thread = Thread.currentThread();
    return thread == readerThread || thread == leader.get();
  }

  /** This thread waits for an answer from now on. */
  void beginWait() {
    waiting.incrementAndGet();
  }

  /** This thread has its answer. */
  void endWait() {
    waiting.decrementAndGet();
  }

  /** Reads until {@code done}, if nobody else does; returns whether it is done. To be called between begin and end of a wait. */
  boolean lead(BooleanSupplier done) {
    if (!leader.compareAndSet(null, Thread.currentThread())) {
      return done.getAsBoolean();
    }
    leads.incrementAndGet();
    long begin = System.nanoTime();
    try {
      transport.openToo();
      return readUntil(done);
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      return done.getAsBoolean();
    } finally {
      stopLeading(System.nanoTime() - begin);
    }
  }

  private void stopLeading(long nanos) {
    lastLed = System.nanoTime();
    leader.set(null);
    if (waiting.get() > 1 || failure != null) {
      callReader();
    } else if (nanos > AWAY_NANOS) {
      LockSupport.unpark(readerThread); // sleeps for longer, as this took longer
    }
  }

  private boolean readUntil(BooleanSupplier done) throws IOException {
    Read read = new Read(done);
    while (!done.getAsBoolean()) {
      read.count = 0;
      if (!read.holds() && !leaderSpinWait.spin(read)) {
        transport.awaitReadableToo();
      }
      if (read.count < 0) {
        return done.getAsBoolean(); // the reader finds the end, too
      }
    }
    return true;
  }

  /** Has the reader read, as long as nobody leads. */
  void callReader() {
    if (away) {
      lastLed = System.nanoTime() - AWAY_NANOS;
      LockSupport.unpark(readerThread);
    }
  }
}
