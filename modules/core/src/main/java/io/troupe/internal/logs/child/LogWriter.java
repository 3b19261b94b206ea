package io.troupe.internal.logs.child;

import io.troupe.internal.logs.LogMemory;
import io.troupe.proto.LogRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes records for the host, in the order in which it is called. What finds no room waits, but
 * all together not for long: then what finds none is dropped and counted, without any wait, until
 * the host has read so much that half of the room is free. So one that never reads costs a moment
 * once, and one that is slow a part of the time. Thread-safe.
 */
final class LogWriter {
  /** The largest record; larger ones are made smaller when they are made. */
  static final int LARGEST = LogMemory.CAPACITY / 2;

  /** How long all that is logged may wait while the host reads nothing. */
  private static final long STILL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long it may wait in all, from one time when half of the room is free to the next. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final int HEADER = Integer.BYTES;

  /** What the record of a number takes at most. */
  private static final int NOTE = HEADER + 16;

  private final LogMemory memory;
  private final Runnable wake;

  // Guarded by this.
  private long written;
  private long dropped;
  private long said;
  private long waited;
  private long waitedStill;
  private long readLast;

  /** @param wake wakes the host without waiting */
  LogWriter(LogMemory memory, Runnable wake) {
    this.memory = memory;
    this.wake = wake;
  }

  /** Writes an event, or drops and counts it. */
  void write(LogRecord event) {
    byte[] record = event.toByteArray();
    synchronized (this) {
      if (!writeIfRoom(record)) {
        dropped++;
        memory.dropped(dropped);
      }
    }
    wakeReader();
  }

  /** Returns whether there was room for the question. */
  boolean ask(LogRecord question) {
    boolean asked = writeIfRoom(question.toByteArray());
    wakeReader();
    return asked;
  }

  private void wakeReader() {
    if (memory.takeWaiting()) {
      wake.run();
    }
  }

  private synchronized boolean writeIfRoom(byte[] record) {
    int size = HEADER + record.length + NOTE;
    if (room() >= LogMemory.CAPACITY / 2) {
      waited = 0;
      waitedStill = 0;
    }
    if (room() < size && !roomComes(size)) {
      return false;
    }
    if (dropped > said) {
      append(LogRecord.newBuilder().setDropped(dropped).build().toByteArray());
      said = dropped;
    }
    append(record);
    memory.publish(written);
    return true;
  }

  private long room() {
    return LogMemory.CAPACITY - (written - memory.read());
  }

  private boolean roomComes(int size) {
    long last = System.nanoTime();
    boolean interrupted = false;
    while (room() < size && mayWait()) {
      wakeReader();
      LockSupport.parkNanos(LOOK_NANOS);
      interrupted |= Thread.interrupted(); // else it would not park
      long now = System.nanoTime();
      waited += now - last;
      waitedStill += now - last;
      last = now;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return room() >= size;
  }

  private boolean mayWait() {
    if (memory.read() != readLast) {
      readLast = memory.read();
      waitedStill = 0;
    }
    return waited < PATIENCE_NANOS && waitedStill < STILL_NANOS;
  }

  private void append(byte[] record) {
    byte[] header = ByteBuffer.allocate(HEADER)
        .order(ByteOrder.nativeOrder())
        .putInt(record.length)
        .array();
    memory.put(written, header);
    memory.put(written + HEADER, record);
    written += HEADER + record.length;
  }
}
