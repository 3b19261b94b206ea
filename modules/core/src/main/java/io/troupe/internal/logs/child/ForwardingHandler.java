package io.troupe.internal.logs.child;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Hands the events of {@code java.util.logging}, and with them those of {@link System.Logger}, to
 * SLF4J.
 */
final class ForwardingHandler extends Handler {
  private final SimpleFormatter formatter = new SimpleFormatter();

  /**
   * Takes the place of what writes all events to standard error; all else that the program has
   * configured stays.
   */
  static void install() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      if (handler instanceof ConsoleHandler) {
        root.removeHandler(handler);
      }
    }
    root.addHandler(new ForwardingHandler());
  }

  @Override
  public void publish(@Nullable LogRecord record) {
    if (record == null || !isLoggable(record)) {
      return;
    }
    String name = record.getLoggerName() == null ? "" : record.getLoggerName();
    LoggingEventBuilder event = LoggerFactory.getLogger(name).atLevel(levelOf(record));
    Throwable thrown = record.getThrown();
    (thrown == null ? event : event.setCause(thrown)).log(formatter.formatMessage(record));
  }

  private static Level levelOf(LogRecord record) {
    int level = record.getLevel().intValue();
    if (level >= java.util.logging.Level.SEVERE.intValue()) {
      return Level.ERROR;
    } else if (level >= java.util.logging.Level.WARNING.intValue()) {
      return Level.WARN;
    } else if (level >= java.util.logging.Level.INFO.intValue()) {
      return Level.INFO;
    }
    return level >= java.util.logging.Level.FINE.intValue() ? Level.DEBUG : Level.TRACE;
  }

  @Override
  public void flush() {
    // Nothing is kept here.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
