package io.troupe.internal.link;

import io.troupe.PayloadException;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.internal.link.transport.Pause;
import io.troupe.internal.link.transport.Transport;
import io.troupe.proto.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way out of a link. Frames are encoded into one of three lanes under a short lock.
 * The thread that then finds the role of the writer free takes it, and writes what it and others
 * left, in the order of the {@link Lanes}. Thread-safe.
 */
final class Outbox implements Flusher.Source {
  /** The other side is stopped, or as good as that, when it has taken nothing for so long. */
  private static final long STOPPED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** A link that has sent so many frames will send more. */
  private static final int MANY_FRAMES = 500;

  private final String name;
  private final Transport transport;
  private final Flusher flusher;
  private final ReentrantLock lock = new ReentrantLock();
  private final OutboxWaits waits = new OutboxWaits(lock);
  private final PieceSends pieces;

  // The rest is guarded by the lock.
  private final Lanes lanes = new Lanes();
  private @Nullable Runnable onceBusy;
  private int frames;
  private boolean writing;
  private boolean closed;
  private @Nullable Throwable closedBy;

  /** Whether there is no room; read without the lock. */
  private volatile boolean full;

  /** Whether what is to be done once this is busy is due; read without the lock. */
  private volatile boolean busy;

  /** @param name the link in messages and thread names */
  Outbox(String name, Transport transport) {
    this.name = name;
    this.transport = transport;
    flusher = new Flusher(name, transport, this);
    pieces = new PieceSends(this, lock, lanes, waits);
  }

  /** Returns the size of a frame's encoding in bytes; refuses one that no array can hold. */
  static int sizeOf(Frame frame) {
    int size = frame.getSerializedSize();
    if (size < 0 || size > FrameFormat.LARGEST) {
      throw new PayloadException("A frame of " + Integer.toUnsignedLong(size)
          + " bytes cannot cross to another process: at most " + FrameFormat.LARGEST
          + " bytes can; divide the value");
    }
    return size;
  }

  /**
   * Sends a frame, waiting for room; for as long as the other side takes anything, and the thread
   * is not interrupted.
   */
  void send(Frame frame) {
    int size = sizeOf(frame);
    if (size > FrameFormat.LONGEST_WHOLE) {
      sendInPieces(frame, size);
    } else {
      append(frame, size);
    }
  }

  /**
   * Waits for room, so that the next frame need not; or until this is closed, which sending says.
   *
   * @return whether there was room in time
   */
  boolean awaitRoom(long nanos) throws InterruptedException {
    if (!full) {
      return true;
    }
    lock.lock();
    try {
      return waits.forProgress(() -> full && !closed, nanos);
    } finally {
      lock.unlock();
    }
  }

  private void noteRoom() {
    full = lanes.isFull();
  }

  /** Sends a frame if that takes no waiting; returns whether it did. */
  boolean offer(Frame frame) {
    int size = sizeOf(frame);
    return size <= FrameFormat.LONGEST_WHOLE && tryAppend(frame, size);
  }

  /**
   * Sends a frame of at most {@link FrameFormat#LONGEST_WHOLE} bytes ahead of all others; never
   * waits.
   */
  void sendControl(Frame frame) {
    boolean mine;
    lock.lock();
    try {
      requireOpen();
      lanes.control().append(frame, frame.getSerializedSize());
      mine = takeRole();
    } finally {
      lock.unlock();
    }
    flushIf(mine);
  }

  /** Sends a frame ahead of all others, and does something right behind it. */
  void sendLast(Frame frame, Runnable after) {
    put(() -> lanes.last().put(FrameFormat.encode(frame), after));
  }

  /** Puts something into a lane, and sends it; never waits. */
  void put(Runnable append) {
    boolean mine;
    lock.lock();
    try {
      requireOpen();
      append.run();
      noteRoom();
      mine = takeRole();
    } finally {
      lock.unlock();
    }
    flushIf(mine);
  }

  /**
   * Has something done once there has been much to send, or more at a time than the transport
   * takes; on the thread that writes then.
   */
  void onceBusy(Runnable action) {
    lock.lock();
    try {
      onceBusy = action;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until what was appended so far is written, or the outbox is closed. */
  void flush() {
    lock.lock();
    try {
      waits.forProgress(new Unwritten());
    } finally {
      lock.unlock();
    }
  }

  /** Whether something is left of what was appended before. Used under the lock. */
  private final class Unwritten implements BooleanSupplier {
    private final long data = lanes.data().appended();
    private final long control = lanes.control().appended();

    @Override
    public boolean getAsBoolean() {
      return !closed && (lanes.data().written() < data || lanes.control().written() < control);
    }
  }

  /** Refuses everything from now on, and wakes all that wait. Only the first cause counts. */
  void close(@Nullable Throwable cause) {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        closedBy = cause;
      }
      waits.wakeAll();
    } finally {
      lock.unlock();
    }
    flusher.close();
  }

  @Override
  public @Nullable ByteBuffer next(@Nullable ByteBuffer written) {
    lock.lock();
    try {
      if (written != null) {
        settle(written);
      }
      ByteBuffer chunk = closed ? null : lanes.take();
      writing = chunk != null;
      return chunk;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void full() {
    Runnable action;
    lock.lock();
    try {
      action = onceBusy;
      onceBusy = null;
      busy = false;
    } finally {
      lock.unlock();
    }
    if (action != null) {
      action.run();
    }
  }

  @Override
  public void failed(IOException cause) {
    close(cause);
  }

  private void sendInPieces(Frame frame, int size) {
    try {
      pieces.send(frame, size);
    } catch (IOException e) {
      // The other side has a part of a frame that never ends: there is no way on.
      close(e);
      throw new LinkClosedException(
          name + " broke down while it sent a frame of " + size + " bytes", e);
    }
  }

  private void append(Frame frame, int size) {
    boolean mine;
    lock.lock();
    try {
      mine = !writeWhenRoom(frame, size) && enqueue(frame, size);
    } finally {
      lock.unlock();
    }
    flushIf(mine);
  }

  private boolean tryAppend(Frame frame, int size) {
    boolean mine;
    lock.lock();
    try {
      requireOpen();
      if (lanes.isDataFull()) {
        return false;
      }
      mine = !writeWhole(frame, size) && enqueue(frame, size);
    } finally {
      lock.unlock();
    }
    flushIf(mine);
    return true;
  }

  /**
   * Gives a frame to a transport that takes frames, and waits for room there; else for room in
   * here. While a thread writes, a frame must not overtake those that wait. While none does, none
   * wait.
   */
  private boolean writeWhenRoom(Frame frame, int size) {
    Pause pause = new Pause();
    long begin = System.nanoTime();
    while (!writeWhole(frame, size)) {
      if (closed || writing || !transport.takesFrames()) {
        awaitRoom();
        return false;
      }
      if (Thread.currentThread().isInterrupted() || System.nanoTime() - begin > STOPPED_NANOS) {
        return false;
      }
      lock.unlock();
      try {
        pause.make();
      } finally {
        lock.lock();
      }
    }
    return true;
  }

  private boolean writeWhole(Frame frame, int size) {
    try {
      return !closed && !writing && transport.takesFrames() && transport.write(frame, size);
    } catch (IOException e) {
      close(e);
      throw new LinkClosedException(name + " is closed", e);
    }
  }

  private boolean enqueue(Frame frame, int size) {
    lanes.data().append(frame, size);
    busy |= ++frames == MANY_FRAMES && onceBusy != null;
    noteRoom();
    return takeRole();
  }

  private boolean takeRole() {
    boolean free = !writing;
    writing = true;
    return free;
  }

  private void flushIf(boolean mine) {
    if (mine) {
      flusher.flush();
      if (busy) {
        full();
      }
    }
  }

  // A frame is sent as a whole, and in its place: a sender that waits no longer leaves it here all
  // the same. So a thread that sends to a process that is stopped costs memory, but slowly.
  private void awaitRoom() {
    if (isWithoutRoom()) {
      waits.forRoom(this::isWithoutRoom, STOPPED_NANOS, lanes::settled);
    }
    requireOpen();
  }

  private boolean isWithoutRoom() {
    return lanes.isDataFull() && !closed;
  }

  /** To be called under the lock. */
  boolean isClosed() {
    return closed;
  }

  /** To be called under the lock. */
  void requireOpen() {
    if (closed) {
      throw new LinkClosedException(name + " is closed", closedBy);
    }
  }

  private void settle(ByteBuffer chunk) {
    boolean roomAgain = lanes.written(chunk);
    noteRoom();
    waits.signal(roomAgain);
  }
}
