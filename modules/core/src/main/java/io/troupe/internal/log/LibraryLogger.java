package io.troupe.internal.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventBuilder;

/** The logger of the library, for the program: it writes where the library does. Thread-safe. */
public final class LibraryLogger extends LevelLogger {
  private static final long serialVersionUID = 1L;

  /** Above all others of the library. */
  private static final String NAME = "io.troupe";

  private final transient Logger programs;

  public LibraryLogger() {
    super(NAME);
    programs = LoggerFactory.getLogger(NAME);
  }

  @Override
  protected boolean lets(Level level) {
    return StandardErrorLog.lets(level) || programs.isEnabledForLevel(level);
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String text = MessageFormatter.basicArrayFormat(message, arguments);
    if (StandardErrorLog.lets(level)) {
      StandardErrorLog.write(level, text, thrown);
    }
    LoggingEventBuilder event = programs.atLevel(level);
    if (marker != null) {
      event = event.addMarker(marker);
    }
    (thrown == null ? event : event.setCause(thrown)).log(text);
  }
}
