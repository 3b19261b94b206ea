package io.troupe.subprocess;

import io.troupe.internal.log.Log;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.Cleaner;

/** Closes what is behind a stream that nobody can reach any more. */
final class Forgotten {
  private static final Log log = Log.of(Forgotten.class);
  private static final Cleaner CLEANER = Cleaner.create();

  private Forgotten() {}

  static void close(Object stream, Closeable channel, Closeable readiness) {
    CLEANER.register(stream, () -> {
      try {
        channel.close();
        readiness.close();
      } catch (IOException e) {
        log.debug("A forgotten pipe stays open", e);
      }
    });
  }
}
