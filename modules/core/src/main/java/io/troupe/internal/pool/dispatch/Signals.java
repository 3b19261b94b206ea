package io.troupe.internal.pool.dispatch;

import java.util.List;

/**
 * What a pool's actor, or its sender, must hear of. Called without the lock of a dispatch; must not
 * block.
 */
public interface Signals {
  /** The last task of a dispatch that takes no more has ended. */
  void drained();

  /** A lane that is closed has no task any more. */
  void laneDrained(Lane lane);

  /** A lane got the last task that it may have, or its memory is suspect: it wants a successor. */
  void laneSpent(Lane lane);

  /** A lane's worker is to drop tasks that have ended for everybody else. */
  void toStop(Lane lane, List<PoolTask> tasks);

  /** A task may run until then, in the time of {@link System#nanoTime}. */
  void deadline(long nanos);

  /** A worker has nothing to do while another has tasks that wait. */
  void uneven();

  /** A task has come for a dispatch that may have fewer workers than it needs. */
  void needed();

  /** Lanes have tasks to be sent, by a thread that may block. */
  void toSend(List<Lane> lanes);
}
