package io.troupe.internal.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;

/**
 * What Troupe logs, on standard error, from a level on: {@code [INFO/MainProcess] message}. For a
 * program that asks for it, besides all else that it does with logs. Thread-safe.
 */
public final class StandardErrorLog {
  private static volatile @Nullable StandardErrorLog current;

  private final Level level;
  private final Supplier<String> process;

  private StandardErrorLog(Level level, Supplier<String> process) {
    this.level = level;
    this.process = process;
  }

  /**
   * Writes from now on what is of this level or above.
   *
   * @param process says in which process the caller is
   */
  public static void begin(Level level, Supplier<String> process) {
    current = new StandardErrorLog(level, process);
  }

  /** Returns the level from which on it writes, by its name; empty where it does not. */
  public static String level() {
    StandardErrorLog known = current;
    return known == null ? "" : known.level.name();
  }

  public static boolean lets(Level level) {
    StandardErrorLog known = current;
    return known != null && level.toInt() >= known.level.toInt();
  }

  static void log(Level level, String message, @Nullable Object... arguments) {
    if (lets(level)) {
      Throwable last = MessageFormatter.getThrowableCandidate(arguments);
      write(level, MessageFormatter.arrayFormat(message, arguments).getMessage(), last);
    }
  }

  /**
   * Writes one line, and the trace behind it, at once: what others write does not come in between.
   */
  static void write(Level level, @Nullable String message, @Nullable Throwable thrown) {
    StandardErrorLog known = current;
    if (known != null) {
      StringWriter text = new StringWriter();
      text.append(
          "[" + level + "/" + known.process.get() + "] " + message + System.lineSeparator());
      if (thrown != null) {
        thrown.printStackTrace(new PrintWriter(text, true));
      }
      System.err.print(text);
      System.err.flush();
    }
  }
}
