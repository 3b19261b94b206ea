package io.troupe.internal.boot;

import io.troupe.function.VoidTask0;
import io.troupe.internal.worker.ChildContext;

/**
 * A function whose class is in no class archive, as those of a program are not: it has to be found,
 * loaded and linked, which is slow the first time. The training does without it.
 */
final class Improvisation {
  private Improvisation() {}

  /** Rehearses, and then does what no rehearsal prepared. */
  static void run(ChildContext context) {
    Rehearsal.run(context);
    VoidTask0 act = Improvisation::act;
    Rehearsal.live(context, context.functions().encode(act).bytes());
  }

  private static void act() {
    // All that comes.
  }
}
