package io.troupe.internal.boot;

import io.troupe.internal.log.Log;
import io.troupe.internal.log.StandardErrorLog;
import org.slf4j.event.Level;

/**
 * Says what Python's processes say of themselves, where its log is read: to find the program's
 * logging takes a while.
 */
final class Narration {
  private static final Log log = Log.of(Narration.class);

  private Narration() {}

  static void begin() {
    if (StandardErrorLog.lets(Level.INFO)) {
      log.info("child process calling run()");
    }
  }

  static void end(Assignment.End end) {
    if (StandardErrorLog.lets(Level.INFO)) {
      log.info("process exiting with exitcode {}", end.status());
    }
  }
}
