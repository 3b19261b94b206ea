package io.troupe.internal.logs.child;

import io.troupe.internal.logs.ChildEvent;
import io.troupe.internal.logs.EventTime;
import io.troupe.internal.logs.LoggedThrowable;
import io.troupe.internal.payload.failure.FailureEncoder;
import io.troupe.internal.payload.failure.StackFrames;
import io.troupe.proto.LogEvent;
import io.troupe.proto.LogPair;
import io.troupe.proto.LogRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.MessageFormatter;

/** Makes records of log events, none too large for the ring. */
final class EventEncoder {
  /** So many characters take at most three quarters of the largest record. */
  private static final int LONGEST = LogWriter.LARGEST / 4;

  private static final int SHORT = 1024;

  private EventEncoder() {}

  static LogRecord encode(
      String logger,
      Level level,
      @Nullable Marker marker,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    LogEvent.Builder event = begin(logger, level);
    String text =
        arguments == null ? message : MessageFormatter.basicArrayFormat(message, arguments);
    event.setMessage(limited(text, LONGEST));
    if (marker != null) {
      event.addMarkers(marker.getName());
    }
    return finish(event, Callers.find(), thrown);
  }

  static LogRecord encode(LoggingEvent logged) {
    LogEvent.Builder event = begin(logged.getLoggerName(), logged.getLevel());
    event.setMessage(limited(message(logged), LONGEST));
    for (Marker marker : orNone(logged.getMarkers())) {
      event.addMarkers(marker.getName());
    }
    for (KeyValuePair pair : orNone(logged.getKeyValuePairs())) {
      event.addValues(pair(pair.key, pair.value));
    }
    StackTraceElement caller;
    if (logged instanceof ChildEvent child) {
      event.setPassedOn(true).setThread(child.threadName()).setEpochNanos(child.epochNanos());
      caller = child.caller();
    } else {
      caller = Callers.find();
    }
    return finish(event, caller, logged.getThrowable());
  }

  private static @Nullable String message(LoggingEvent logged) {
    Object @Nullable [] arguments = logged.getArgumentArray();
    return arguments == null
        ? logged.getMessage()
        : MessageFormatter.basicArrayFormat(logged.getMessage(), arguments);
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static LogEvent.Builder begin(String logger, Level level) {
    LogEvent.Builder event = LogEvent.newBuilder()
        .setLogger(limited(logger, SHORT))
        .setLevel(level.toInt())
        .setEpochNanos(EventTime.now())
        .setThread(Thread.currentThread().getName());
    Map<String, @Nullable String> mdc = MDC.getCopyOfContextMap();
    if (mdc != null) {
      mdc.forEach((key, value) -> event.addMdc(pair(key, value)));
    }
    return event;
  }

  private static LogPair.Builder pair(String key, @Nullable Object value) {
    LogPair.Builder pair = LogPair.newBuilder().setKey(limited(key, SHORT));
    if (value != null) {
      pair.setValue(limited(text(value), LONGEST));
    }
    return pair;
  }

  private static String text(Object value) {
    try {
      return String.valueOf(value);
    } catch (
        RuntimeException e) { // a value that cannot say what it is keeps no event from being logged
      return "[FAILED toString()]";
    }
  }

  private static LogRecord finish(
      LogEvent.Builder event, @Nullable StackTraceElement caller, @Nullable Throwable thrown) {
    if (caller != null) {
      event.setCaller(StackFrames.encode(caller));
    }
    if (thrown instanceof LoggedThrowable passedOn) {
      event.setThrown(passedOn.failure());
    } else if (thrown != null) {
      event.setThrown(FailureEncoder.forReading().encode(thrown));
    }
    LogRecord record = LogRecord.newBuilder().setEvent(event).build();
    return record.getSerializedSize() <= LogWriter.LARGEST ? record : essence(event);
  }

  /** An event that is too large keeps what it says, and loses what goes with it. */
  private static LogRecord essence(LogEvent.Builder event) {
    String thrown = event.hasThrown() ? event.getThrown().getText() : "";
    String message = event.getMessage() + (thrown.isEmpty() ? "" : "\n" + thrown);
    event.clearMdc().clearValues().clearMarkers().clearThrown();
    event.setMessage(limited(message, LONGEST) + " [too large for a log event: only this is left]");
    return LogRecord.newBuilder().setEvent(event).build();
  }

  private static String limited(@Nullable String text, int longest) {
    String whole = String.valueOf(text);
    return whole.length() <= longest
        ? whole
        : whole.substring(0, longest) + "... [" + (whole.length() - longest) + " characters more]";
  }
}
