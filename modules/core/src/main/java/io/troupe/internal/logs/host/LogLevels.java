package io.troupe.internal.logs.host;

import io.troupe.internal.logs.EventTime;
import io.troupe.internal.logs.Threshold;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Which levels the loggers of some processes let through: those that were set here by name, or by
 * the longest part of it; then those that were set for the whole program; then those of the loggers
 * of the same name in this program. A change is seen in running processes when the call returns.
 * Thread-safe.
 */
public final class LogLevels {
  private static final LogLevels OF_PROGRAM = new LogLevels(null);

  private final @Nullable LogLevels outer;
  private final Map<String, Setting> set = new ConcurrentHashMap<>();
  private final Set<LogStream> streams = ConcurrentHashMap.newKeySet();

  /** @param before what held until then; null for nothing of its own */
  private record Setting(
      Level level, long sinceEpochNanos, @Nullable Level before) {
    @Nullable
    Level at(long epochNanos) {
      return epochNanos < sinceEpochNanos ? before : level;
    }
  }

  private LogLevels(@Nullable LogLevels outer) {
    this.outer = outer;
  }

  /** Returns those of all processes whose logs come here. */
  public static LogLevels ofProgram() {
    return OF_PROGRAM;
  }

  /** Returns new ones, of one process or of those of one pool. */
  public static LogLevels create() {
    return new LogLevels(OF_PROGRAM);
  }

  public void set(String logger, Level level) {
    long now = EventTime.now();
    set.compute(
        nameOf(logger), (name, old) -> new Setting(level, now, old == null ? null : old.level()));
    streams.forEach(LogStream::refresh);
  }

  void add(LogStream stream) {
    streams.add(stream);
    if (outer != null) {
      outer.add(stream);
    }
  }

  void remove(LogStream stream) {
    streams.remove(stream);
    if (outer != null) {
      outer.remove(stream);
    }
  }

  /** Returns the threshold of a logger of that name. */
  int thresholdOf(String logger) {
    Level level = find(logger, Long.MAX_VALUE);
    return level == null ? Threshold.of(LoggerFactory.getLogger(logger)) : Threshold.of(level);
  }

  /**
   * Returns whether an event is wanted, as far as a level was set when it was logged: it may come
   * here after the level has changed.
   */
  boolean lets(String logger, Level level, long epochNanos) {
    Level lowest = find(logger, epochNanos);
    return lowest == null || level.toInt() >= lowest.toInt();
  }

  private @Nullable Level find(String logger, long epochNanos) {
    String name = nameOf(logger);
    Level level = levelAt(name, epochNanos);
    while (level == null && !name.isEmpty()) {
      name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
      level = levelAt(name, epochNanos);
    }
    return level != null || outer == null ? level : outer.find(logger, epochNanos);
  }

  private @Nullable Level levelAt(String name, long epochNanos) {
    Setting setting = set.get(name);
    return setting == null ? null : setting.at(epochNanos);
  }

  private static String nameOf(String logger) {
    return logger.equals(Logger.ROOT_LOGGER_NAME) ? "" : logger;
  }
}
