package io.troupe.internal.logs.child;

import io.troupe.internal.logs.LogMemory;
import io.troupe.proto.LogRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes records for the host, in the order in which it is called. Where the host does not read, the first that finds no room
 * waits for a moment; then nothing waits any more, and what finds no room is dropped and counted, until half of the room is
 * free again. Thread-safe.
 */
final class LogWriter {
  /** The largest record; larger ones are made smaller by whoever makes them. */
  static final int LARGEST = LogMemory.CAPACITY / 2;

  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final int HEADER = Integer.BYTES;

  /** What the record of a number takes at most. */
  private static final int NOTE = HEADER + 16;

  private final LogMemory memory;
  private final Runnable wake;

  // Guarded by this.
  private long written;
  private long dropped;
  private long unsaid;
  private boolean overflows;

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
        unsaid++;
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
    if (overflows && room() >= LogMemory.CAPACITY / 2) {
      overflows = false;
    }
    if (room() < size && (overflows || !roomComes(size))) {
      overflows = true;
      return false;
    }
    if (unsaid > 0) {
      append(LogRecord.newBuilder().setDropped(unsaid).build().toByteArray());
      unsaid = 0;
    }
    append(record);
    memory.publish(written);
    return true;
  }

  private long room() {
    return LogMemory.CAPACITY - (written - memory.read());
  }

  private boolean roomComes(int size) {
    long begin = System.nanoTime();
    boolean interrupted = false;
    while (room() < size && System.nanoTime() - begin < PATIENCE_NANOS) {
      wakeReader();
      LockSupport.parkNanos(LOOK_NANOS);
      interrupted |= Thread.interrupted(); // else it would not park
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return room() >= size;
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
