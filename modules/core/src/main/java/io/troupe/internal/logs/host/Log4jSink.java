package io.troupe.internal.logs.host;

import io.troupe.internal.logs.ChildEvent;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.time.MutableInstant;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/**
 * Logs by Log4j 2, whose own events have all that a process knows. Loaded where Log4j 2 is in use
 * only.
 */
final class Log4jSink implements LogSink {
  private static final int NANOS = 1_000_000_000;

  private final LoggerContext loggers;

  private Log4jSink(LoggerContext loggers) {
    this.loggers = loggers;
  }

  /** Returns one, if it is Log4j's own core that stands behind its interface. */
  static LogSink orElse(LogSink other) {
    return LogManager.getContext(false) instanceof LoggerContext core ? new Log4jSink(core) : other;
  }

  @Override
  public void log(ChildEvent event) {
    Logger logger = loggers.getLogger(event.loggerName());
    Level level = Level.valueOf(event.level().name());
    Marker marker = markerOf(event);
    if (logger.isEnabled(level, marker, event.message())) {
      logger.get().log(eventOf(event, level, marker));
    }
  }

  private static @Nullable Marker markerOf(ChildEvent event) {
    return event.markers().isEmpty()
        ? null
        : MarkerManager.getMarker(event.markers().get(0).getName());
  }

  private static Log4jLogEvent eventOf(ChildEvent event, Level level, @Nullable Marker marker) {
    StringMap context = new SortedArrayStringMap();
    event.mdc().forEach(context::putValue);
    event.values().forEach(pair -> context.putValue(pair.key, String.valueOf(pair.value)));
    MutableInstant time = new MutableInstant();
    time.initFromEpochSecond(
        Math.floorDiv(event.epochNanos(), NANOS), Math.floorMod(event.epochNanos(), NANOS));
    Log4jLogEvent.Builder made = Log4jLogEvent.newBuilder()
        .setLoggerName(event.loggerName())
        .setLevel(level)
        .setMessage(new SimpleMessage(event.message()))
        .setInstant(time)
        .setThreadName(event.threadName())
        .setContextData(context)
        .setIncludeLocation(event.caller() != null);
    if (marker != null) {
      made.setMarker(marker);
    }
    if (event.caller() != null) {
      made.setSource(event.caller());
    }
    if (event.thrown() != null) {
      made.setThrown(event.thrown());
    }
    return made.build();
  }
}
