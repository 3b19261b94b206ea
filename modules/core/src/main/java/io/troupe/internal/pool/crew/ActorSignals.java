package io.troupe.internal.pool.crew;

import io.troupe.internal.pool.dispatch.Dispatch;
import io.troupe.internal.pool.dispatch.Lane;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.pool.dispatch.Signals;
import io.troupe.internal.system.LocalActor;
import io.troupe.internal.wait.SerialThread;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Carries what happens in a dispatch to the pool's actor, at once or when its time has come.
 * Thread-safe.
 */
final class ActorSignals implements Signals {
  /**
   * How long a worker may be silent before the tasks behind the one that it runs are given to
   * others.
   */
  private static final long SILENCE_NANOS = 5_000_000;

  private final ScheduledExecutorService timer;
  private final SerialThread sender;
  private final AtomicLong armed = new AtomicLong(Lane.NO_DEADLINE);
  private final AtomicBoolean rebalancing = new AtomicBoolean();
  private final AtomicBoolean needing = new AtomicBoolean();
  private volatile @Nullable Dispatch dispatch;
  private volatile @Nullable LocalActor<PoolCommand> actor;

  /**
   * @param sender sends tasks where no other thread may, for a send may block
   */
  ActorSignals(ScheduledExecutorService timer, SerialThread sender) {
    this.timer = timer;
    this.sender = sender;
  }

  /** Sets whom to tell. */
  void bind(Dispatch dispatch, LocalActor<PoolCommand> actor) {
    this.dispatch = dispatch;
    this.actor = actor;
  }

  /** The actor has ended: none is told any more. */
  void unbind() {
    actor = null;
  }

  void tell(PoolCommand command) {
    LocalActor<PoolCommand> told = actor;
    if (told != null) {
      told.tell(command);
    }
  }

  @Override
  public void drained() {
    tell(PoolCommand.Drained.INSTANCE);
  }

  @Override
  public void laneDrained(Lane lane) {
    tell(new PoolCommand.LaneDrained(lane));
  }

  @Override
  public void laneSpent(Lane lane) {
    tell(new PoolCommand.LaneSpent(lane));
  }

  @Override
  public void toStop(Lane lane, List<PoolTask> tasks) {
    tell(new PoolCommand.StopTasks(lane, tasks));
  }

  @Override
  public void toSend(List<Lane> lanes) {
    sender.execute(() -> lanes.forEach(Lane::pump));
  }

  @Override
  public void deadline(long nanos) {
    long before = armed.get();
    boolean sooner = before == Lane.NO_DEADLINE || nanos - before < 0;
    if (sooner && armed.compareAndSet(before, nanos)) {
      long delay = Math.max(0, nanos - System.nanoTime());
      timer.schedule(this::checkDeadlines, delay, TimeUnit.NANOSECONDS);
    }
  }

  private void checkDeadlines() {
    armed.set(Lane.NO_DEADLINE);
    tell(PoolCommand.CheckDeadlines.INSTANCE);
  }

  @Override
  public void uneven() {
    if (rebalancing.compareAndSet(false, true)) {
      timer.schedule(this::rebalance, SILENCE_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void needed() {
    if (needing.compareAndSet(false, true)) {
      timer.schedule(this::tellNeed, SILENCE_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private void tellNeed() {
    needing.set(false);
    tell(PoolCommand.Needed.INSTANCE);
  }

  private void rebalance() {
    rebalancing.set(false);
    Dispatch rebalanced = dispatch;
    if (actor != null && rebalanced != null && rebalanced.rebalance(SILENCE_NANOS)) {
      uneven();
    }
  }
}
