package io.troupe.internal.logs.child;

import io.troupe.TroupeException;
import io.troupe.internal.logs.LogMemory;
import io.troupe.internal.logs.LogProperties;
import java.io.IOException;
import java.nio.file.Path;

/** What all loggers of this process share: the way to the host. Thread-safe. */
public final class ChildLogs {
  private final LogWriter writer;
  private final Thresholds thresholds;

  ChildLogs(LogMemory memory, LogWaker waker) {
    writer = new LogWriter(memory, waker::wake);
    thresholds = new Thresholds(memory, writer);
  }

  private static final class Current {
    static final LogWaker WAKER = new LogWaker();
    static final ChildLogs VALUE = new ChildLogs(open(), WAKER);

    private static LogMemory open() {
      String file = System.getProperty(LogProperties.MEMORY);
      try {
        return LogMemory.open(Path.of(file));
      } catch (IOException e) {
        throw new TroupeException("Cannot open the memory for logs of this process: " + e, e);
      }
    }
  }

  static ChildLogs current() {
    return Current.VALUE;
  }

  /**
   * Prepares a process that hands its log to its host.
   *
   * @param wake wakes a host that waits: may block, and is called on a thread of its own
   */
  public static void begin(Runnable wake) {
    Current.WAKER.wakeBy(wake);
    ForwardingHandler.install();
  }

  LogWriter writer() {
    return writer;
  }

  Thresholds thresholds() {
    return thresholds;
  }
}
