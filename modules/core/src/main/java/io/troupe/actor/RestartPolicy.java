package io.troupe.actor;

import java.time.Duration;
import java.util.Objects;

/**
 * Decides whether an actor is started again when it fails or its process ends: the outer half of
 * supervision, in the words of Pekko's {@link org.apache.pekko.actor.typed.SupervisorStrategy},
 * which is the inner one. Immutable.
 *
 * <p>Where restarts are allowed, a behaviour that fails gets {@link
 * org.apache.pekko.actor.typed.PreRestart} and not {@code PostStop}, as in Pekko; after its last
 * allowed failure, too. Where its process is killed there is nothing left to tell.
 *
 * @param restarts how many failures are followed by a restart, within {@code within}; 0 for none
 * @param within the time in which restarts are counted; zero if all count
 * @param minBackoff how long to wait before the first restart
 * @param maxBackoff how long to wait at most; the wait doubles with each restart
 */
public record RestartPolicy(
    int restarts, Duration within, Duration minBackoff, Duration maxBackoff) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is negative, or {@code maxBackoff} is less than
   *     {@code minBackoff}
   */
  public RestartPolicy {
    if (restarts < 0) {
      throw new IllegalArgumentException("restarts must be >= 0, was " + restarts);
    }
    if (within.isNegative()) {
      throw new IllegalArgumentException("within must not be negative, was " + within);
    }
    if (minBackoff.isNegative() || maxBackoff.compareTo(minBackoff) < 0) {
      throw new IllegalArgumentException(
          "backoff must be between 0 and its maximum, was " + minBackoff + " to " + maxBackoff);
    }
  }

  /** The actor ends with its process. */
  public static RestartPolicy stop() {
    return new RestartPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /** The behaviour is made anew in a new process, at once and without a limit. */
  public static RestartPolicy restart() {
    return new RestartPolicy(Integer.MAX_VALUE, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /**
   * As {@link #restart}, after a wait that doubles with each restart in a row.
   *
   * @throws IllegalArgumentException if {@code min} is negative or more than {@code max}
   */
  public static RestartPolicy restartWithBackoff(Duration min, Duration max) {
    return new RestartPolicy(Integer.MAX_VALUE, Duration.ZERO, min, max);
  }

  /**
   * Returns the policy with a limit: one failure more than that within the time, and the actor
   * ends.
   *
   * @param restarts at least 1
   * @param within positive
   * @throws IllegalArgumentException if one is not
   */
  public RestartPolicy withLimit(int restarts, Duration within) {
    Objects.requireNonNull(within, "within");
    if (restarts < 1 || within.isZero()) {
      throw new IllegalArgumentException("a limit must be at least 1 within a positive time, was "
          + restarts + " within " + within);
    }
    return new RestartPolicy(restarts, within, minBackoff, maxBackoff);
  }
}
