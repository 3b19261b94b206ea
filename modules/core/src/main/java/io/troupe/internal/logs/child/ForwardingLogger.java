package io.troupe.internal.logs.child;

import io.troupe.internal.log.LevelLogger;
import io.troupe.internal.logs.Threshold;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.spi.LoggingEventAware;

/**
 * A logger whose events go to the host, and which lets through what the logger of this name does
 * there. Thread-safe.
 */
final class ForwardingLogger extends LevelLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;

  private final transient ChildLogs logs;
  private transient volatile int slot = Thresholds.UNASKED;

  ForwardingLogger(String name, ChildLogs logs) {
    super(name);
    this.logs = logs;
  }

  @Override
  protected boolean lets(Level level) {
    int known = slot;
    if (known == Thresholds.UNASKED) {
      known = ask();
    }
    return Threshold.lets(logs.thresholds().get(known), level);
  }

  private synchronized int ask() {
    if (slot == Thresholds.UNASKED) {
      slot = logs.thresholds().ask(name);
    }
    return slot;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    logs.writer().write(EventEncoder.encode(name, level, marker, message, arguments, thrown));
  }

  /**
   * Takes what the fluent calls make, what comes from {@code java.util.logging}, and what processes
   * of this one log.
   */
  @Override
  public void log(LoggingEvent event) {
    if (lets(event.getLevel())) {
      logs.writer().write(EventEncoder.encode(event));
    }
  }
}
