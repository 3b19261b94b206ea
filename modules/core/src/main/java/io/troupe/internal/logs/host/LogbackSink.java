package io.troupe.internal.logs.host;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.troupe.internal.logs.ChildEvent;
import io.troupe.internal.logs.LoggedThrowable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Logs by Logback, which takes no time, thread and caller from SLF4J's events: its own have all
 * that a process knows. Loaded where Logback is in use only.
 */
final class LogbackSink implements LogSink {

  @Override
  public void log(ChildEvent event) {
    Logger logger = (Logger) LoggerFactory.getLogger(event.loggerName());
    Level level = Level.convertAnSLF4JLevel(event.level());
    Marker marker = event.markers().isEmpty() ? null : event.markers().get(0);
    if (logger.isEnabledFor(marker, level)) {
      logger.callAppenders(eventOf(event, logger, level));
    }
  }

  private static LoggingEvent eventOf(ChildEvent event, Logger logger, Level level) {
    LoggingEvent made = new Event(event.thrown());
    made.setLoggerName(event.loggerName());
    made.setLoggerContextRemoteView(logger.getLoggerContext().getLoggerContextRemoteView());
    made.setLevel(level);
    made.setMessage(event.message());
    made.setTimeStamp(event.getTimeStamp());
    made.setThreadName(event.threadName());
    made.setMDCPropertyMap(event.mdc());
    made.setKeyValuePairs(event.values());
    event.markers().forEach(made::addMarker);
    StackTraceElement caller = event.caller();
    made.setCallerData(
        caller == null ? new StackTraceElement[0] : new StackTraceElement[] {caller});
    return made;
  }

  /** Its exception names the class that was thrown in the process. */
  private static final class Event extends LoggingEvent {
    private final @Nullable IThrowableProxy thrown;

    Event(@Nullable Throwable thrown) {
      this.thrown = thrown instanceof LoggedThrowable logged ? new ThrownElsewhere(logged) : null;
    }

    @Override
    public @Nullable IThrowableProxy getThrowableProxy() {
      return thrown;
    }
  }
}
