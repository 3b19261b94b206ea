package io.troupe.internal.link;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What this package logs at WARN and above while this is open, instead of printing it. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger =
      (Logger) LoggerFactory.getLogger(CapturedLog.class.getPackageName());
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public static CapturedLog open() {
    CapturedLog log = new CapturedLog();
    log.start();
    log.logger.addAppender(log);
    log.logger.setAdditive(false);
    return log;
  }

  public List<String> lines() {
    return lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
      lines.add(event.getFormattedMessage());
    }
  }

  @Override
  public void close() {
    logger.setAdditive(true);
    logger.detachAppender(this);
    stop();
  }
}
