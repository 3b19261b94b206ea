package io.troupe.internal.subprocess;

import io.troupe.internal.log.Log;
import io.troupe.internal.wait.Reachability;
import java.io.Closeable;
import java.io.IOException;

/** Closes what is behind a stream that is not reachable any more. */
final class Forgotten {
  private static final Log log = Log.of(Forgotten.class);

  private Forgotten() {}

  static void close(Object stream, Closeable channel, Closeable readiness) {
    Reachability.onUnreachable(stream, () -> {
      try {
        channel.close();
        readiness.close();
      } catch (IOException e) {
        log.debug("A forgotten pipe stays open", e);
      }
    });
  }
}
