package io.troupe;

import io.troupe.internal.runtime.TroupeRuntime;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorSystem;

/** Settings of the whole program. Thread-safe. */
public final class Troupe {
  private Troupe() {}

  /**
   * Returns the number of processors that the program may use, at least 1. Python's {@code
   * cpu_count}.
   */
  public static int cpuCount() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Sets the number of booted processes, called spares, that are kept ready for each kind of process
   * that the program starts. The default is 1, from the second start on. A spare takes memory; it
   * ends after 30 seconds without use, or at once if the new number is smaller. A pool keeps at
   * least one spare for itself.
   *
   * @param count the number of spares, at least 0
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public static void spares(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("spares must be >= 0, was " + count);
    }
    TroupeRuntime.current().nursery().keepSpares(count);
  }

  /**
   * Runs Troupe's actors in an actor system of the program, instead of in one that Troupe starts.
   * They are system actors, and their names begin with {@code troupe-}. The system needs no
   * settings for them: the one dispatcher that they need is added to it. They run no code of the
   * program, and send nothing to the program's actors.
   *
   * <p>The system remains the program's own. Troupe never terminates it; when the program
   * terminates it, the pools, queues and other objects that are in it end. It does not apply to
   * child processes, each of which has an actor system of its own when it needs one.
   *
   * @throws IllegalStateException if this program has used Troupe already
   */
  public static void use(ActorSystem<?> system) {
    TroupeRuntime.use(Objects.requireNonNull(system, "system"));
  }

  /** Returns the number of spares that are ready now. */
  public static int sparesReady() {
    return TroupeRuntime.isStarted() ? TroupeRuntime.current().nursery().sparesReady() : 0;
  }
}
