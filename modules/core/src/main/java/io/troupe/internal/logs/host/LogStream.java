package io.troupe.internal.logs.host;

import com.google.protobuf.InvalidProtocolBufferException;
import io.troupe.internal.log.Log;
import io.troupe.internal.logs.LogMemory;
import io.troupe.internal.logs.Threshold;
import io.troupe.proto.LogEvent;
import io.troupe.proto.LogRecord;
import io.troupe.proto.LoggerQuestion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * What one process logs, from its ring to the program's logging. Thread-safe, but for
 * {@link #drain}.
 */
public final class LogStream {
  private static final Log log = Log.of(LogStream.class);

  private static final int MOST_AT_ONCE = 256;
  private static final int HEADER = Integer.BYTES;
  private static final int ROOT = 0;

  private final LogCollector collector;
  private final Path file;
  private final LogMemory memory;
  private final long pid;
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private final Map<Integer, String> loggers = new ConcurrentHashMap<>();
  private volatile Source source;
  private volatile boolean ended;
  private boolean finished; // guarded by this

  // Of the collector's thread.
  private long read;
  private long dropsSaid;
  private boolean failed;

  /** Whose events they are: a spare becomes one of the program's processes. */
  private record Source(String process, LogLevels levels) {}

  LogStream(LogCollector collector, Path file, LogMemory memory, long pid) {
    this.collector = collector;
    this.file = file;
    this.memory = memory;
    this.pid = pid;
    source = new Source("spare", LogLevels.ofProgram());
  }

  /** Returns the file of the memory. */
  public Path file() {
    return file;
  }

  LogMemory memory() {
    return memory;
  }

  /** Says whose events come from now on. */
  public void belongTo(String process, LogLevels levels) {
    source.levels().remove(this);
    source = new Source(process, levels);
    levels.add(this);
    refresh();
  }

  /**
   * Writes the thresholds of all loggers of the process anew; none, once the memory may be
   * another's.
   */
  synchronized void refresh() {
    if (finished) {
      return;
    }
    memory.threshold(ROOT, source.levels().thresholdOf(Logger.ROOT_LOGGER_NAME));
    loggers.forEach((slot, name) -> memory.threshold(slot, source.levels().thresholdOf(name)));
  }

  /** Has the events read: the process says that there are some. */
  public void wake() {
    collector.wake();
  }

  /** The process writes no more. Completes when all that it wrote has been logged. */
  public CompletableFuture<Void> end() {
    ended = true;
    collector.wake();
    return drained;
  }

  boolean hasEnded() {
    return ended;
  }

  boolean isEmpty() {
    return memory.written() == read;
  }

  /** Logs some of what has come; returns whether there was something. */
  boolean drain(LogSink sink) {
    long begin = read;
    long written = memory.written();
    for (int count = 0; read != written && count < MOST_AT_ONCE; count++) {
      LogRecord record = next(written);
      memory.release(read);
      if (record != null) {
        take(record, sink);
      }
    }
    return read != begin;
  }

  private void take(LogRecord record, LogSink sink) {
    try {
      switch (record.getBodyCase()) {
        case EVENT -> log(record.getEvent(), sink);
        case QUESTION -> answer(record.getQuestion());
        case DROPPED -> sayDropped(record.getDropped());
        case BODY_NOT_SET -> throw new IllegalStateException("a record that is not known here");
      }
    } catch (RuntimeException
        | LinkageError e) { // of the program's logging: the next may fare better
      sayFailed(e);
    }
  }

  /** A process that knows no level yet says more than is wanted. */
  private void log(LogEvent event, LogSink sink) {
    Source from = source;
    Level level = Threshold.levelOf(event.getLevel());
    if (from.levels().lets(event.getLogger(), level, event.getEpochNanos())) {
      sink.log(EventDecoder.decode(event, from.process(), pid));
    }
  }

  private void sayFailed(Throwable failure) {
    if (!failed) {
      failed = true;
      System.err.println("Troupe: cannot log what " + source.process() + " says: " + failure);
    }
  }

  private void answer(LoggerQuestion question) {
    int slot = question.getSlot();
    if (slot > ROOT && slot < LogMemory.SLOTS) {
      loggers.put(slot, question.getName());
      memory.threshold(slot, source.levels().thresholdOf(question.getName()));
    }
  }

  /** @param total how many were dropped since the beginning */
  private void sayDropped(long total) {
    if (total > dropsSaid) {
      log.warn(
          "{} log events of {} (pid {}) were dropped: they came faster than they could be logged",
          total - dropsSaid,
          source.process(),
          pid);
      dropsSaid = total;
    }
  }

  /**
   * Sees what nothing in the ring tells of: other levels here, and what was dropped last. For the
   * collector's thread.
   */
  void lookAgain() {
    try {
      refresh();
      if (isEmpty()) {
        sayDropped(memory.dropped());
      }
    } catch (RuntimeException | LinkageError e) { // of the program's logging
      sayFailed(e);
    }
  }

  /** When it has ended and is empty: says what is still to be said. */
  void finish() {
    sayDropped(memory.dropped());
    synchronized (this) {
      finished = true;
    }
    source.levels().remove(this);
    drained.complete(null);
  }

  private @Nullable LogRecord next(long written) {
    int size =
        ByteBuffer.wrap(memory.get(read, HEADER)).order(ByteOrder.nativeOrder()).getInt();
    if (size < 0 || size > written - read - HEADER) {
      return unreadable(written, "a record of " + size + " bytes");
    }
    byte[] bytes = memory.get(read + HEADER, size);
    read += HEADER + size;
    try {
      return LogRecord.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      return unreadable(written, e.toString());
    }
  }

  private @Nullable LogRecord unreadable(long written, String reason) {
    read = written;
    log.warn("What {} (pid {}) logged is damaged: {}", source.process(), pid, reason);
    return null;
  }
}
