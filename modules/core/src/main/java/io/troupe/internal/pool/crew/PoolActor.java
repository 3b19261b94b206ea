package io.troupe.internal.pool.crew;

import io.troupe.BrokenPoolException;
import io.troupe.internal.log.Log;
import io.troupe.internal.log.ThrottledLog;
import io.troupe.internal.pool.crew.Member.Phase;
import io.troupe.internal.pool.dispatch.Dispatch;
import io.troupe.internal.pool.dispatch.Lane;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.pool.worker.PoolSettings;
import io.troupe.internal.system.LocalActor;
import io.troupe.internal.system.Role;
import java.time.Duration;
import org.slf4j.event.Level;

/**
 * Owns the workers of a pool: starts, replaces, recycles, stops and kills them. Tasks do not pass
 * through it. Phases: running → stopping; the end of the actor is the end of the pool.
 */
final class PoolActor implements Role<PoolCommand> {
  private static final Log log = Log.of(PoolActor.class);

  /**
   * A worker that does not answer an interrupt so soon is replaced; it may still use its grace
   * period.
   */
  private static final Duration ANSWER = Duration.ofMillis(20);

  private static final Duration INSPECTION = Duration.ofMillis(100);
  private static final int MOST_FAILED_STARTS = 3;
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final int MOST_DOUBLINGS = 6;

  /** Why a worker may not start. */
  private enum Trouble {
    PROGRAM,
    PASSING
  }

  private final ThrottledLog troubles = new ThrottledLog(log);
  private final LocalActor<PoolCommand> self;
  private final PoolCore core;
  private final PoolSettings settings;
  private final Dispatch dispatch;
  private final Crew crew;
  private final Staffing staffing;

  /** Its tasks have ended, and its workers do. */
  private boolean stopping;

  /** How many workers failed to start since one did, for a reason that is the program's. */
  private int failedStarts;

  /** How many failed to start since one did, for a reason that may pass. */
  private int retries;

  PoolActor(LocalActor<PoolCommand> self, PoolCore core) {
    this.self = self;
    this.core = core;
    settings = core.settings();
    dispatch = core.dispatch();
    crew = core.crew();
    staffing = new Staffing(core, self);
  }

  @Override
  public boolean onMessage(PoolCommand command) {
    try {
      take(command);
    } catch (RuntimeException | Error e) {
      core.fail(() -> new BrokenPoolException(core.name() + " failed: " + e, e));
      throw e;
    }
    return !(stopping && crew.isEmpty());
  }

  private void take(PoolCommand command) {
    if (stopping) {
      onMessageWhileStopping(command);
    } else {
      command.tell(this);
    }
  }

  private void onMessageWhileStopping(PoolCommand command) {
    if (command instanceof PoolCommand.Ready ready) {
      staffing.initialized(ready.member());
    } else if (command instanceof PoolCommand.StartFailed failed) {
      onGone(failed.member());
    } else if (command instanceof PoolCommand.Exited exited) {
      onGone(exited.member());
    } else if (command instanceof PoolCommand.KillMember
        || command instanceof PoolCommand.Linked
        || command instanceof PoolCommand.InitializerDue
        || command instanceof PoolCommand.InitializerFailed
        || command instanceof PoolCommand.Terminate) {
      command.tell(this);
    } else if (command == PoolCommand.Muster.INSTANCE) {
      core.crewIsStarted();
    }
  }

  void begin() {
    if (settings.recycleAtBytes() > 0 || settings.recycleAfter() != null) {
      self.later(INSPECTION, PoolCommand.Inspect.INSTANCE);
    }
    staffing.fill();
  }

  void onLinked(Member member) {
    member.linked();
    staffing.initializing(member);
    staffing.fill();
  }

  void onReady(Member member) {
    if (!member.is(Phase.STARTING)) {
      return; // it is being killed, for it took too long
    }
    failedStarts = 0;
    retries = 0;
    staffing.ready(member);
  }

  void onLeaving(Member member) {
    member.leaves();
    staffing.moveOut(member);
    staffing.fill();
  }

  void onWanted(PoolCommand.Wanted wanted) {
    staffing.giveWay(wanted.member(), wanted.wish());
    staffing.fill();
  }

  void onNeeded() {
    staffing.fill();
  }

  void onGrow() {
    staffing.grow();
  }

  void onInitializerDue(Member member) {
    staffing.initializerDue(member);
  }

  void onInitializerFailed(PoolCommand.InitializerFailed failed) {
    failed.member().move(Phase.STOPPING);
    staffing.killLater(failed.member());
    replaceFailed(failed.failure());
  }

  void onStartFailed(PoolCommand.StartFailed failed) {
    crew.remove(failed.member());
    replace(failed.failure());
  }

  private void replace(Throwable cause) {
    if (Losses.mayPass(cause)) {
      retryLater(cause);
    } else {
      replaceFailed(cause);
    }
  }

  /** The program has no part in it: it is said once, and tried again, less and less often. */
  private void retryLater(Throwable cause) {
    report(Trouble.PASSING, "a worker could not start; trying until one can: " + cause);
    staffing.pause(true);
    self.later(
        FIRST_RETRY.multipliedBy(1L << Math.min(retries, MOST_DOUBLINGS)),
        PoolCommand.Retry.INSTANCE);
    retries++;
    staffing.fill();
  }

  void onRetry() {
    staffing.pause(false);
    staffing.fill();
  }

  void onExited(PoolCommand.Exited exited) {
    Member member = exited.member();
    boolean neverReady = member.is(Phase.STARTING);
    crew.remove(member);
    for (PoolTask task : dispatch.lose(member.lane, exited.runningTask())) {
      task.listener.ended(task, Losses.ending(task, exited.report()));
    }
    dispatch.signalIfDrained();
    if (neverReady) {
      replace(Losses.early(member.name, exited.report()));
    } else {
      staffing.fill();
    }
  }

  private void replaceFailed(Throwable cause) {
    failedStarts++;
    report(Trouble.PROGRAM, "a worker failed to start: " + cause);
    if (failedStarts >= MOST_FAILED_STARTS && !dispatch.isOver()) {
      breakFor(cause);
    } else {
      staffing.fill();
    }
  }

  private void report(Trouble kind, String what) {
    troubles.report(kind, Level.WARN, core.name() + ": " + what);
  }

  private void breakFor(Throwable cause) {
    String message = core.name()
        + " is broken: its workers failed "
        + MOST_FAILED_STARTS
        + " times in a row to start; the cause says why";
    Losses.forgetOurCalls(cause);
    core.fail(() -> new BrokenPoolException(message, cause));
    onTerminate(PoolEnd.TERMINATE);
  }

  void onLaneSpent(Lane lane) {
    crew.of(lane).ifPresent(staffing::retire);
    staffing.fill();
  }

  void onLaneDrained(Lane lane) {
    crew.of(lane).ifPresent(staffing::drained);
    staffing.fill();
  }

  void onStopTasks(PoolCommand.StopTasks stop) {
    if (dispatch.hasAny(stop.lane(), stop.tasks())) {
      stop.lane().worker().withdraw(stop.tasks());
      interruptRunning(stop);
      self.later(ANSWER, new PoolCommand.Unanswered(stop));
      self.later(settings.grace(), new PoolCommand.KillTasks(stop));
    }
  }

  private void interruptRunning(PoolCommand.StopTasks stop) {
    PoolTask first = dispatch.firstOf(stop.lane());
    if (first != null && stop.tasks().contains(first)) {
      stop.lane().worker().interrupt(first.id());
    }
  }

  void onUnanswered(PoolCommand.StopTasks stop) {
    if (dispatch.hasAny(stop.lane(), stop.tasks())) {
      interruptRunning(stop); // another of them may have begun since
      crew.of(stop.lane()).ifPresent(staffing::abandon);
    }
    staffing.fill();
  }

  void onKillTasks(PoolCommand.StopTasks stop) {
    if (dispatch.hasAny(stop.lane(), stop.tasks())) {
      dispatch.killing(stop.lane());
      stop.lane().worker().kill();
    }
  }

  static void onKillMember(Member member) {
    if (!member.is(Phase.GONE)) {
      member.worker().kill();
    }
  }

  void onCheckDeadlines() {
    core.recall().expire();
  }

  void onInspect() {
    self.later(INSPECTION, PoolCommand.Inspect.INSTANCE);
    staffing.retireWorn();
    staffing.fill();
  }

  void onMuster() {
    staffing.fillAtOnce();
    core.crewIsStarted();
  }

  void onDrained() {
    staffing.stopAll();
    stopping = true;
  }

  void onTerminate(PoolEnd how) {
    staffing.terminate(how);
    stopping = true;
  }

  void onGone(Member member) {
    crew.remove(member);
    dispatch.lose(member.lane, 0);
  }

  /**
   * The end, also where the actor system ends before the pool: nothing may wait for what will not
   * come.
   */
  @Override
  public void onEnd() {
    core.cancelAll();
    core.crewIsStarted();
    crew.all().forEach(member -> member.worker().kill());
    core.hasEnded();
  }
}
