package io.troupe;

import io.troupe.internal.runtime.TroupeRuntime;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorSystem;

/** What holds for the whole program. Thread-safe. */
public final class Troupe {
  private Troupe() {}

  /** Returns how many processors the program may use, at least 1. Python's {@code cpu_count}. */
  public static int cpuCount() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Sets how many booted processes are kept ready for each kind of process that is wanted; the default is 1, from the second
   * start on. They take memory and leave after 30 seconds without use; those that are too many now leave at once. A pool has
   * at least one in reserve.
   *
   * @param count 0 or more
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public static void spares(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("spares must be >= 0, was " + count);
    }
    TroupeRuntime.current().nursery().keepSpares(count);
  }

  /**
   * Makes an actor system of the program the one in which Troupe's actors live, instead of one that Troupe starts: they are
   * system actors, whose names begin with {@code troupe-}. The system needs no settings for this. It stays the program's:
   * Troupe does not terminate it, and cannot work any more in this JVM once it is terminated.
   *
   * @throws IllegalStateException if Troupe was used before in this JVM
   */
  public static void use(ActorSystem<?> system) {
    TroupeRuntime.use(Objects.requireNonNull(system, "system"));
  }

  /** Returns how many booted processes wait to be used now. */
  public static int sparesReady() {
    return TroupeRuntime.isStarted() ? TroupeRuntime.current().nursery().sparesReady() : 0;
  }
}
