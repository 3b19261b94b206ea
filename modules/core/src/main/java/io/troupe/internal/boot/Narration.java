package io.troupe.internal.boot;

import io.troupe.internal.log.Log;
import io.troupe.internal.log.StandardErrorLog;
import java.util.function.Supplier;
import org.slf4j.event.Level;

/**
 * Says what Python's processes say of themselves, where its log is read: to find the program's
 * logging takes a while.
 */
final class Narration {
  private static final Log log = Log.of(Narration.class);

  private Narration() {}

  static Assignment.End around(Supplier<Assignment.End> work) {
    boolean heard = StandardErrorLog.lets(Level.INFO);
    if (heard) {
      log.info("child process calling run()");
    }
    Assignment.End end = work.get();
    if (heard) {
      log.info("process exiting with exitcode {}", end.status());
    }
    return end;
  }
}
