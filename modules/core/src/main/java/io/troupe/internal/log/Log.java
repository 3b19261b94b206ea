package io.troupe.internal.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The logger of a class, found when there is first something to say. Most processes never say
 * anything, and to find the program's logging would take them tens of milliseconds of their start.
 * Messages are SLF4J's, with {@code {}} for each argument; a throwable comes last. Thread-safe.
 */
public final class Log {
  private final String name;
  private volatile @Nullable Logger logger;

  private Log(String name) {
    this.name = name;
  }

  public static Log of(Class<?> type) {
    return new Log(type.getName());
  }

  private Logger logger() {
    Logger known = logger;
    if (known == null) {
      known = LoggerFactory.getLogger(name);
      logger = known;
    }
    return known;
  }

  /** Logs at a level that is known at run time only. */
  public void at(Level level, String message, @Nullable Object... arguments) {
    StandardErrorLog.log(level, message, arguments);
    logger().atLevel(level).log(message, arguments);
  }

  public void trace(String message, @Nullable Object... arguments) {
    StandardErrorLog.log(Level.TRACE, message, arguments);
    logger().trace(message, arguments);
  }

  public void debug(String message, @Nullable Object... arguments) {
    StandardErrorLog.log(Level.DEBUG, message, arguments);
    logger().debug(message, arguments);
  }

  public void info(String message, @Nullable Object... arguments) {
    StandardErrorLog.log(Level.INFO, message, arguments);
    logger().info(message, arguments);
  }

  public void warn(String message, @Nullable Object... arguments) {
    StandardErrorLog.log(Level.WARN, message, arguments);
    logger().warn(message, arguments);
  }

  public void error(String message, @Nullable Object... arguments) {
    StandardErrorLog.log(Level.ERROR, message, arguments);
    logger().error(message, arguments);
  }
}
