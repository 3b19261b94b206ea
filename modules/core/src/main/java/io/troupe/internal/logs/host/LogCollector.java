package io.troupe.internal.logs.host;

import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.logs.LogMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads what processes log, on one thread for all of them, a part of each in turn. Where nothing
 * comes it sleeps until a process wakes it, or for a second: then it looks whether the levels of
 * the program have changed. Thread-safe.
 */
public final class LogCollector implements AutoCloseable {
  /** So long it looks again by itself: in a burst it need not be woken. */
  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long END_SECONDS = 2;

  private final RuntimeDirectory directory;
  private final Collection<LogStream> streams = new CopyOnWriteArrayList<>();
  private final Deque<Place> free = new ArrayDeque<>(); // guarded by this
  private int places; // guarded by this
  private volatile @Nullable Thread thread;
  private volatile boolean closed;

  /** Memory for one process, and then for another. */
  private record Place(Path file, LogMemory memory) {}

  /** @param directory where the memory is */
  public LogCollector(RuntimeDirectory directory) {
    this.directory = directory;
  }

  /**
   * Makes the way for the events of one process, which is to be {@linkplain LogStream#end ended}
   * and {@linkplain #release released}.
   *
   * @throws IOException if there is no room for the memory
   */
  public LogStream open(long pid) throws IOException {
    ProgramLogging.await();
    Place place = place();
    LogStream stream = new LogStream(this, place.file(), place.memory(), pid);
    streams.add(stream);
    start();
    wake();
    return stream;
  }

  private synchronized Place place() throws IOException {
    Place known = free.poll();
    if (known != null) {
      return known;
    }
    try (RuntimeDirectory.Allocated made =
        directory.allocate("logs-" + ++places, LogMemory.BYTES)) {
      return new Place(made.path(), LogMemory.map(made.file()));
    }
  }

  /** Takes back the memory of a process that the system has not any more. */
  public void release(LogStream stream) {
    stream.end().thenRun(() -> {
      stream.memory().clear();
      synchronized (this) {
        free.add(new Place(stream.file(), stream.memory()));
      }
    });
  }

  private synchronized void start() {
    if (thread == null) {
      Thread made = new Thread(this::run, "troupe-log-collector");
      made.setDaemon(true);
      thread = made;
      made.start();
    }
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  private void run() {
    LogSink sink = LogSink.ofProgram();
    long lastEvent = System.nanoTime();
    long lastRefresh = lastEvent;
    while (!closed || !streams.isEmpty()) {
      boolean some = drain(sink);
      long now = System.nanoTime();
      if (some) {
        lastEvent = now;
      } else if (now - lastEvent < LINGER_NANOS) {
        LockSupport.parkNanos(this, LOOK_NANOS);
      } else {
        sleep();
      }
      if (now - lastRefresh > REFRESH_NANOS) {
        lastRefresh = now;
        streams.forEach(LogStream::lookAgain);
      }
    }
  }

  private boolean drain(LogSink sink) {
    boolean some = false;
    for (LogStream stream : streams.toArray(LogStream[]::new)) {
      boolean ended = stream.hasEnded(); // asked before: what it wrote is there then
      boolean had = stream.drain(sink);
      if (ended && !had) {
        streams.remove(stream);
        stream.finish();
      }
      some |= had;
    }
    return some;
  }

  private void sleep() {
    streams.forEach(stream -> stream.memory().startWaiting());
    if (streams.stream().allMatch(LogStream::isEmpty)) {
      if (streams.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, REFRESH_NANOS);
      }
    }
    streams.forEach(stream -> stream.memory().stopWaiting());
  }

  /**
   * Logs what has come from processes that are all gone, and ends. Waits for that, not for long.
   */
  @Override
  public void close() {
    closed = true;
    CompletableFuture<?>[] ends =
        List.copyOf(streams).stream().map(LogStream::end).toArray(CompletableFuture[]::new);
    wake();
    CompletableFuture<Void> all = CompletableFuture.allOf(ends);
    all.completeOnTimeout(null, END_SECONDS, TimeUnit.SECONDS).join();
  }
}
