package io.troupe.internal.logs.host;

import io.troupe.internal.logs.ChildEvent;
import io.troupe.internal.logs.EventTime;
import java.util.List;
import org.slf4j.event.Level;

/** Makes log events of the lines that a process prints. Not thread-safe. */
public final class LoggedOutput {
  /** What is longer is no line any more. */
  private static final int LONGEST = 64 * 1024;

  private final String process;
  private final long pid;
  private final String logger;
  private final Level level;
  private final StringBuilder line = new StringBuilder();
  private final LogSink sink;

  /**
   * Prepares the program's logging, too: the start of a process waits for that, not its output.
   *
   * @param error whether they are those of standard error
   */
  public LoggedOutput(String process, long pid, boolean error) {
    this.process = process;
    this.pid = pid;
    logger = error ? "stderr" : "stdout";
    level = error ? Level.WARN : Level.INFO;
    sink = LogSink.ofProgram();
  }

  public void text(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        log();
      } else {
        line.append(c);
        if (line.length() == LONGEST) {
          log();
        }
      }
    }
  }

  /** Nothing follows: what was printed last may not have ended with its line. */
  public void end() {
    if (line.length() > 0) {
      log();
    }
  }

  private void log() {
    if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    try {
      sink.log(event(line.toString()));
    } catch (RuntimeException
        | LinkageError e) { // of the program's logging: the process goes on printing
      System.err.println("Troupe: cannot log what " + process + " prints: " + e);
    }
    line.setLength(0);
  }

  private ChildEvent event(String message) {
    return new ChildEvent(
        level,
        logger,
        message,
        EventTime.now(),
        process,
        List.of(),
        EventDecoder.of(process, pid),
        List.of(),
        null,
        null);
  }
}
