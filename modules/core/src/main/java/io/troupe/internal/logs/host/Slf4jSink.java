package io.troupe.internal.logs.host;

import io.troupe.internal.logs.ChildEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.spi.LoggingEventAware;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs by SLF4J alone: the calling thread lends the event its name and its MDC. A provider that
 * takes events whole gets them so; the others show the time at which they come.
 */
final class Slf4jSink implements LogSink {

  @Override
  public void log(ChildEvent event) {
    Logger logger = LoggerFactory.getLogger(event.loggerName());
    if (!logger.isEnabledForLevel(event.level())) {
      return;
    }
    Thread thread = Thread.currentThread();
    String ownName = thread.getName();
    Map<String, @Nullable String> ownContext = MDC.getCopyOfContextMap();
    thread.setName(event.threadName());
    MDC.setContextMap(event.mdc());
    try {
      log(logger, event);
    } finally {
      thread.setName(ownName);
      if (ownContext == null) {
        MDC.clear();
      } else {
        MDC.setContextMap(ownContext);
      }
    }
  }

  private static void log(Logger logger, ChildEvent event) {
    if (logger instanceof LoggingEventAware aware) {
      aware.log(event);
      return;
    }
    LoggingEventBuilder builder = logger.atLevel(event.level());
    for (Marker marker : event.markers()) {
      builder = builder.addMarker(marker);
    }
    for (KeyValuePair pair : event.values()) {
      builder = builder.addKeyValue(pair.key, pair.value);
    }
    if (event.thrown() != null) {
      builder = builder.setCause(event.thrown());
    }
    builder.log(event.message());
  }
}
