package io.troupe.internal.pool.crew;

import io.troupe.WorkerInfo;
import io.troupe.internal.pool.dispatch.Dispatch;
import io.troupe.internal.pool.dispatch.Lane;
import io.troupe.internal.pool.dispatch.PoolWorker;
import io.troupe.internal.pool.dispatch.TaskReport;
import io.troupe.internal.pool.worker.WorkerEvents;
import io.troupe.internal.pool.worker.Workers;
import io.troupe.internal.process.child.ExitReport;
import io.troupe.internal.system.LocalActor;
import io.troupe.spi.SiteProcess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One worker in the crew of a pool, from its start to its end. Hears its worker and tells the
 * pool's actor.
 */
public final class Member implements WorkerEvents {

  /** Where it stands. Each goes to one further down, never back. */
  public enum Phase {
    STARTING,
    /**
     * Initialised, but all places are taken by workers that are being recycled and still have
     * tasks.
     */
    STANDBY,
    ACTIVE,
    /** To be recycled once its tasks have ended; holds its place until then. */
    RETIRING,
    /** Runs a task that ignores its interrupt; its place is free. */
    ABANDONED,
    /** Told to end; has no tasks. */
    STOPPING,
    GONE
  }

  private final LocalActor<PoolCommand> actor;
  private final Dispatch dispatch;
  private final long started = System.nanoTime();
  final Lane lane;
  final String name;

  /** Written by the actor, read by those that ask for the workers. */
  private volatile Phase phase = Phase.STARTING;

  private volatile @Nullable PoolWorker worker;
  private volatile boolean linked;
  private volatile boolean leaves;

  Member(LocalActor<PoolCommand> actor, Dispatch dispatch, Lane lane, String name) {
    this.actor = actor;
    this.dispatch = dispatch;
    this.lane = lane;
    this.name = name;
  }

  void start(Workers workers) {
    PoolWorker started = workers.start(name, this);
    lane.attach(started);
    worker = started;
  }

  PoolWorker worker() {
    return lane.worker();
  }

  WorkerInfo info() {
    PoolWorker made = worker;
    long pid = made == null ? 0 : made.pid();
    return dispatch.info(lane, name, pid, made == null ? 0 : made.residentBytes());
  }

  boolean is(Phase asked) {
    return phase == asked;
  }

  void move(Phase next) {
    phase = next;
  }

  /** Returns whether it does not run yet, not even its initializer. */
  boolean boots() {
    return phase == Phase.STARTING && !linked;
  }

  void linked() {
    linked = true;
  }

  /** Returns whether it should get no tasks. */
  boolean isLeaving() {
    return leaves;
  }

  void leaves() {
    leaves = true;
  }

  long ageNanos() {
    return System.nanoTime() - started;
  }

  @Override
  public void booted() {
    actor.tell(new PoolCommand.Linked(this));
  }

  @Override
  public void ready() {
    actor.tell(new PoolCommand.Ready(this));
  }

  @Override
  public void leaving() {
    actor.tell(new PoolCommand.Leaving(this));
  }

  @Override
  public void wanted(SiteProcess.Wish wish) {
    actor.tell(new PoolCommand.Wanted(this, wish));
  }

  @Override
  public void initializerFailed(Throwable failure) {
    actor.tell(new PoolCommand.InitializerFailed(this, failure));
  }

  @Override
  public void outcomes(List<TaskReport> outcomes) {
    dispatch.outcomes(lane, outcomes);
  }

  @Override
  public void startFailed(Throwable failure) {
    actor.tell(new PoolCommand.StartFailed(this, failure));
  }

  @Override
  public void exited(ExitReport report, long runningTask) {
    actor.tell(new PoolCommand.Exited(this, report, runningTask));
  }

  @Override
  public String toString() {
    return name + " (" + phase + ")";
  }
}
