package io.troupe.internal.pool.crew;

import io.troupe.internal.process.spare.IdleCores;
import java.time.Duration;

/**
 * How many workers of a pool boot at a time: more would only delay each other, and the first result
 * with them. On a small machine the first worker has the cores to itself until it has been at work
 * for a moment, for many a short program needs no other. For the pool's actor only.
 */
final class BootPace {
  /** How long the first worker works before the next one boots. */
  static final Duration MOMENT = Duration.ofMillis(75);

  private final IdleCores cores = new IdleCores();
  private int atOnce;
  private boolean firstAlone;

  /** @param atOnce how many boot at a time unless more cores turn out to be idle */
  BootPace(int atOnce) {
    this.atOnce = atOnce;
    firstAlone = atOnce == 1;
  }

  /** Returns whether another worker may be started now. */
  boolean allows(Crew crew) {
    boolean waits = firstAlone && crew.serving() > 0;
    return !waits && crew.booting() < atOnce;
  }

  /** Returns whether the next ones wait for {@link #MOMENT} from now on. */
  boolean firstIsAtWork() {
    cores.sinceLast();
    return firstAlone;
  }

  /** Lets the others boot: on each core that was idle meanwhile, for instance as the task waits. */
  void goOn() {
    if (firstAlone) {
      firstAlone = false;
      atOnce = Math.max(atOnce, (int) Math.min(Integer.MAX_VALUE, Math.round(cores.sinceLast())));
    }
  }

  /** Lets all boot that there are to be. */
  void hurry() {
    firstAlone = false;
    atOnce = Integer.MAX_VALUE;
  }
}
