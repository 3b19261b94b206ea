package io.troupe.internal.logs;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;

/**
 * What was logged in a process, as its host passes it on.
 *
 * @param mdc that of the process, with its name and pid
 * @param threadName with the name of the process in front
 * @param caller where it was logged, if that is known
 */
public record ChildEvent(
    Level level,
    String loggerName,
    String message,
    long epochNanos,
    String threadName,
    List<Marker> markers,
    Map<String, @Nullable String> mdc,
    List<KeyValuePair> values,
    @Nullable StackTraceElement caller,
    @Nullable Throwable thrown)
    implements LoggingEvent {
  /** The keys in the MDC of the name and the pid of the process: Python's names of the same. */
  public static final String PROCESS_NAME = "processName";

  public static final String PROCESS = "process";

  @Override
  public Level getLevel() {
    return level;
  }

  @Override
  public String getLoggerName() {
    return loggerName;
  }

  @Override
  public String getMessage() {
    return message;
  }

  @Override
  public @Nullable List<Object> getArguments() {
    return null;
  }

  @Override
  public Object @Nullable [] getArgumentArray() {
    return null;
  }

  @Override
  public List<Marker> getMarkers() {
    return markers;
  }

  @Override
  public List<KeyValuePair> getKeyValuePairs() {
    return values;
  }

  @Override
  public @Nullable Throwable getThrowable() {
    return thrown;
  }

  @Override
  public long getTimeStamp() {
    return epochNanos / 1_000_000;
  }

  @Override
  public String getThreadName() {
    return threadName;
  }
}
