package io.troupe.internal.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventBuilder;

/** The logger of the library, for the program: it writes where the library does. Thread-safe. */
public final class LibraryLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  /** Above all others of the library. */
  private static final String NAME = "io.troupe";

  private final transient Logger programs;

  public LibraryLogger() {
    name = NAME;
    programs = LoggerFactory.getLogger(NAME);
  }

  private boolean lets(Level level) {
    return StandardErrorLog.lets(level) || programs.isEnabledForLevel(level);
  }

  @Override
  public boolean isTraceEnabled() {
    return lets(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return lets(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return lets(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return lets(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return lets(Level.ERROR);
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

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }
}
