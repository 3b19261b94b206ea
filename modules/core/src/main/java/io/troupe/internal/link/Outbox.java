package io.troupe.internal.link;

import io.troupe.PayloadException;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.internal.link.transport.Pause;
import io.troupe.internal.link.transport.Transport;
import io.troupe.proto.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way out of a link. Frames are encoded into one of three lanes under a short lock.
 * The thread that then finds nobody writing takes the role of the writer and writes what it and
 * others left, lane after lane: control frames always first, then a chunk of ordinary frames and a
 * piece of a large one by turns. Thread-safe.
 */
final class Outbox implements Flusher.Source {
  /** Bytes that wait in here before senders must wait too. */
  static final int ROOM = 1 << 20;

  /** Pieces that wait in here, as many large frames at once have them, before there is no room. */
  private static final int MOST_PIECES = 32;

  /** The other side is stopped, or as good as that, when it has taken nothing for so long. */
  private static final long STOPPED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /**
   * As {@link #STOPPED_NANOS}, where what does not wait costs as much memory as a large frame has
   * bytes.
   */
  private static final long STOPPED_IN_PIECES_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A link that has sent so many frames will send more. */
  private static final int MANY_FRAMES = 500;

  private static final int DATA_CHUNK = 64 << 10;
  private static final int CONTROL_CHUNK = 4 << 10;

  private final String name;
  private final Transport transport;
  private final Flusher flusher;
  private final AtomicInteger streams = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition progress = lock.newCondition();

  // The rest is guarded by the lock.
  private final FrameLane control = new FrameLane(CONTROL_CHUNK, 1);
  private final FrameLane data = new FrameLane(DATA_CHUNK, ROOM / DATA_CHUNK);
  private final PieceLane pieces = new PieceLane();
  private final LastLane last = new LastLane();
  private @Nullable Runnable onceBusy;
  private int frames;
  private boolean writing;
  private boolean piecesNext;

  /** Whether a frame among the others must not leave before all pieces that there are. */
  private boolean piecesFirst;

  private @Nullable Lane current;
  private boolean closed;
  private @Nullable Throwable closedBy;

  /** Whether there is no room; read without the lock. */
  private volatile boolean full;

  /** Whether what is to be done once this is busy is due; read without the lock. */
  private volatile boolean busy;

  /** Counts chunks, to tell whether the other side still takes any. */
  private long settled;

  // How many threads wait for progress, so that nobody is signalled for nothing.
  private int watchers;

  /** @param name the link in messages and thread names */
  Outbox(String name, Transport transport) {
    this.name = name;
    this.transport = transport;
    flusher = new Flusher(name, transport, this);
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
    watchers++;
    try {
      for (long left = nanos; full && !closed; left = progress.awaitNanos(left)) {
        if (left <= 0) {
          return false;
        }
      }
      return true;
    } finally {
      watchers--;
      lock.unlock();
    }
  }

  private void noteRoom() {
    full = data.pending() >= ROOM || pieces.pending() > MOST_PIECES;
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
      control.append(frame, frame.getSerializedSize());
      mine = takeRole();
    } finally {
      lock.unlock();
    }
    flushIf(mine);
  }

  /** Sends a frame ahead of all others, and does something right behind it. */
  void sendLast(Frame frame, Runnable after) {
    boolean mine;
    lock.lock();
    try {
      requireOpen();
      last.put(FrameFormat.encode(frame), after);
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
      long dataEnd = data.appended();
      long controlEnd = control.appended();
      awaitWhile(() -> !closed && (data.written() < dataEnd || control.written() < controlEnd));
    } finally {
      lock.unlock();
    }
  }

  /** Refuses everything from now on, and wakes whoever waits. Only the first cause counts. */
  void close(@Nullable Throwable cause) {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        closedBy = cause;
      }
      room.signalAll();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    flusher.close();
  }

  ByteBuffer takePieceBuffer(int size) {
    lock.lock();
    try {
      return pieces.takeBuffer(size);
    } finally {
      lock.unlock();
    }
  }

  void returnPieceBuffers(ByteBuffer... buffers) {
    lock.lock();
    try {
      for (ByteBuffer buffer : buffers) {
        pieces.returnBuffer(buffer);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Enqueues an encoded piece, whose buffer must not be touched until it is written. */
  void sendPiece(ByteBuffer piece) {
    boolean mine;
    lock.lock();
    try {
      requireOpen();
      pieces.append(piece);
      noteRoom();
      mine = takeRole();
    } finally {
      lock.unlock();
    }
    flushIf(mine);
  }

  /**
   * Waits until a piece is written, and returns whether it is; not for an other side that is
   * stopped, nor if interrupted.
   */
  boolean awaitWritten(ByteBuffer piece) {
    lock.lock();
    try {
      watchers++;
      RoomWait wait = new RoomWait(STOPPED_IN_PIECES_NANOS, () -> settled);
      while (!closed && pieces.isUnwritten(piece) && wait.on(progress)) {
        // The next look is at the pieces.
      }
      requireOpen();
      return !pieces.isUnwritten(piece);
    } finally {
      watchers--;
      lock.unlock();
    }
  }

  boolean isWritten(ByteBuffer piece) {
    lock.lock();
    try {
      requireOpen();
      return !pieces.isUnwritten(piece);
    } finally {
      lock.unlock();
    }
  }

  /** Sends a frame ahead of which all pieces must leave that are here now. */
  void sendAfterPieces(Frame frame) {
    lock.lock();
    try {
      piecesFirst = true;
    } finally {
      lock.unlock();
    }
    send(frame);
  }

  @Override
  public @Nullable ByteBuffer next(@Nullable ByteBuffer written) {
    lock.lock();
    try {
      if (written != null && current != null) {
        settle(current, written);
      }
      ByteBuffer chunk = closed ? null : takeChunk();
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
      new PieceStream(this, streams.incrementAndGet(), size).send(frame);
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
      if (data.pending() >= ROOM) {
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
   * here. While somebody writes, a frame must not overtake those that wait. While nobody does, none
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
    data.append(frame, size);
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

  // A frame is sent as a whole, and in its place: whoever waits no longer leaves it here all the
  // same. So a thread that
  // sends to a process that is stopped costs memory, but slowly.
  private void awaitRoom() {
    RoomWait wait = new RoomWait(STOPPED_NANOS, () -> settled);
    while (data.pending() >= ROOM && !closed && wait.on(room)) {
      // The next look is at what is pending.
    }
    requireOpen();
  }

  private void awaitWhile(BooleanSupplier unchanged) {
    watchers++;
    try {
      while (unchanged.getAsBoolean()) {
        progress.awaitUninterruptibly();
      }
    } finally {
      watchers--;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new LinkClosedException(name + " is closed", closedBy);
    }
  }

  // Senders wake when half the room is free, many frames at a time.
  private void settle(Lane lane, ByteBuffer chunk) {
    boolean tight = data.pending() > ROOM / 2;
    lane.written(chunk);
    settled++;
    noteRoom();
    if (tight && data.pending() <= ROOM / 2) {
      room.signalAll();
    }
    if (watchers > 0) {
      progress.signalAll();
    }
  }

  private @Nullable ByteBuffer takeChunk() {
    ByteBuffer chunk = take(last);
    chunk = chunk == null ? take(control) : chunk;
    return chunk == null ? takeByTurns() : chunk;
  }

  private @Nullable ByteBuffer takeByTurns() {
    if (piecesFirst) {
      ByteBuffer piece = take(pieces);
      piecesFirst = piece != null;
      if (piece != null) {
        return piece;
      }
    }
    piecesNext = !piecesNext;
    ByteBuffer chunk = take(piecesNext ? pieces : data);
    return chunk == null ? take(piecesNext ? data : pieces) : chunk;
  }

  private @Nullable ByteBuffer take(Lane lane) {
    current = lane;
    return lane.take();
  }
}
