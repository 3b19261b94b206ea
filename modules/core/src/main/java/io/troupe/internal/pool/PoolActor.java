package io.troupe.internal.pool;

import io.troupe.BrokenPoolException;
import io.troupe.internal.log.Log;
import io.troupe.internal.pool.Member.Phase;
import io.troupe.internal.process.ExitReport;
import io.troupe.internal.system.LocalActor;
import io.troupe.internal.system.Role;
import java.time.Duration;
import java.util.List;

/**
 * Owns the workers of a pool: starts, replaces, recycles, stops and kills them. Tasks do not pass through it. Phases:
 * running → stopping; the end of the actor is the end of the pool.
 */
final class PoolActor implements Role<PoolActor.Command> {
  private static final Log log = Log.of(PoolActor.class);

  /** A worker that does not answer an interrupt so soon is replaced; it may still use its grace period. */
  private static final Duration ANSWER = Duration.ofMillis(20);

  private static final Duration INSPECTION = Duration.ofMillis(100);
  private static final int MOST_FAILED_STARTS = 3;
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final int MOST_DOUBLINGS = 6;

  /** Something that the actor is told, and that knows who deals with it while the pool runs. */
  sealed interface Command {
    void tell(PoolActor pool);
  }

  enum Begin implements Command {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.begin();
    }
  }

  /** A worker has booted; it may still have to be initialised. */
  record Linked(Member member) implements Command {
    @Override
    public void tell(PoolActor pool) {
      pool.onLinked(member);
    }
  }

  record Ready(Member member) implements Command {
    @Override
    public void tell(PoolActor pool) {
      pool.onReady(member);
    }
  }

  /** Its initializer should have ended by now. */
  record InitializerDue(Member member) implements Command {
    @Override
    public void tell(PoolActor pool) {
      pool.staffing.initializerDue(member);
    }
  }

  record InitializerFailed(Member member, Throwable failure) implements Command {
    @Override
    public void tell(PoolActor pool) {
      pool.onInitializerFailed(this);
    }
  }

  record StartFailed(Member member, Throwable failure) implements Command {
    @Override
    public void tell(PoolActor pool) {
      pool.onStartFailed(this);
    }
  }

  record Exited(Member member, ExitReport report, long runningTask) implements Command {
    @Override
    public void tell(PoolActor pool) {
      pool.onExited(this);
    }
  }

  record LaneSpent(Lane lane) implements Command {
    @Override
    public void tell(PoolActor pool) {
      pool.onLaneSpent(lane);
    }
  }

  record LaneDrained(Lane lane) implements Command {
    @Override
    public void tell(PoolActor pool) {
      pool.onLaneDrained(lane);
    }
  }

  /** A worker is to drop tasks that have ended for everybody else. */
  record StopTasks(Lane lane, List<PoolTask> tasks) implements Command {
    @Override
    public void tell(PoolActor pool) {
      pool.onStopTasks(this);
    }
  }

  private record Unanswered(StopTasks stop) implements Command {
    @Override
    public void tell(PoolActor pool) {
      pool.onUnanswered(stop);
    }
  }

  private record KillTasks(StopTasks stop) implements Command {
    @Override
    public void tell(PoolActor pool) {
      pool.onKillTasks(stop);
    }
  }

  record KillMember(Member member) implements Command {
    @Override
    public void tell(PoolActor pool) {
      onKillMember(member);
    }
  }

  enum CheckDeadlines implements Command {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.core.recall().expire();
    }
  }

  private enum Inspect implements Command {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.onInspect();
    }
  }

  /** The time has come to try again to start what is missing. */
  private enum Retry implements Command {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.onRetry();
    }
  }

  /** Somebody asks for the workers: all of them are to be there, started or not. */
  enum Muster implements Command {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.onMuster();
    }
  }

  /** No task is left in a pool that takes no more. */
  enum Drained implements Command {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.onDrained();
    }
  }

  /** The tasks have ended; the workers must. */
  record Terminate(PoolEnd how) implements Command {
    @Override
    public void tell(PoolActor pool) {
      pool.onTerminate(how);
    }
  }

  private final LocalActor<Command> self;
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

  PoolActor(LocalActor<Command> self, PoolCore core) {
    this.self = self;
    this.core = core;
    settings = core.settings();
    dispatch = core.dispatch();
    crew = core.crew();
    staffing = new Staffing(core, self);
  }

  @Override
  public boolean onMessage(Command command) {
    if (stopping) {
      onMessageWhileStopping(command);
    } else {
      command.tell(this);
    }
    return !(stopping && crew.isEmpty());
  }

  private void onMessageWhileStopping(Command command) {
    if (command instanceof Ready ready) {
      staffing.initialized(ready.member());
    } else if (command instanceof StartFailed failed) {
      onGone(failed.member());
    } else if (command instanceof Exited exited) {
      onGone(exited.member());
    } else if (command instanceof KillMember
        || command instanceof Linked
        || command instanceof InitializerDue
        || command instanceof InitializerFailed
        || command instanceof Terminate) {
      command.tell(this);
    } else if (command == Muster.INSTANCE) {
      core.crewIsStarted();
    }
  }

  private void begin() {
    if (settings.recycleAtBytes() > 0 || settings.recycleAfter() != null) {
      self.later(INSPECTION, Inspect.INSTANCE);
    }
    staffing.fill();
  }

  private void onLinked(Member member) {
    member.linked();
    staffing.initializing(member);
    staffing.fill();
  }

  private void onReady(Member member) {
    if (!member.is(Phase.STARTING)) {
      return; // it is being killed, for it took too long
    }
    failedStarts = 0;
    retries = 0;
    member.move(Phase.STANDBY);
    staffing.fill();
  }

  private void onInitializerFailed(InitializerFailed failed) {
    failed.member().move(Phase.STOPPING);
    staffing.killLater(failed.member());
    replaceFailed(failed.failure());
  }

  private void onStartFailed(StartFailed failed) {
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
    if (retries == 0) {
      log.warn(
          "{}: a worker could not start; trying until one can: {}", core.name(), cause.toString());
    }
    staffing.pause(true);
    self.later(FIRST_RETRY.multipliedBy(1L << Math.min(retries, MOST_DOUBLINGS)), Retry.INSTANCE);
    retries++;
    staffing.fill();
  }

  private void onRetry() {
    staffing.pause(false);
    staffing.fill();
  }

  private void onExited(Exited exited) {
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
    if (failedStarts
        == 1) { // the others say the same, and so does the exception when it comes to that
      log.warn("{}: a worker failed to start: {}", core.name(), cause.toString());
    }
    if (failedStarts >= MOST_FAILED_STARTS && !dispatch.isOver()) {
      breakFor(cause);
    } else {
      staffing.fill();
    }
  }

  private void breakFor(Throwable cause) {
    String message = core.name()
        + " is broken: its workers failed "
        + MOST_FAILED_STARTS
        + " times in a row to start; the cause says why";
    core.fail(() -> new BrokenPoolException(message, cause));
    onTerminate(PoolEnd.TERMINATE);
  }

  private void onLaneSpent(Lane lane) {
    crew.of(lane).ifPresent(staffing::retire);
    staffing.fill();
  }

  private void onLaneDrained(Lane lane) {
    crew.of(lane).ifPresent(staffing::drained);
    staffing.fill();
  }

  private void onStopTasks(StopTasks stop) {
    if (dispatch.hasAny(stop.lane(), stop.tasks())) {
      stop.lane().worker().withdraw(stop.tasks());
      interruptRunning(stop);
      self.later(ANSWER, new Unanswered(stop));
      self.later(settings.grace(), new KillTasks(stop));
    }
  }

  private void interruptRunning(StopTasks stop) {
    PoolTask first = dispatch.firstOf(stop.lane());
    if (first != null && stop.tasks().contains(first)) {
      stop.lane().worker().interrupt(first.id());
    }
  }

  private void onUnanswered(StopTasks stop) {
    if (dispatch.hasAny(stop.lane(), stop.tasks())) {
      interruptRunning(stop); // another of them may have begun since
      crew.of(stop.lane()).ifPresent(staffing::abandon);
    }
    staffing.fill();
  }

  private void onKillTasks(StopTasks stop) {
    if (dispatch.hasAny(stop.lane(), stop.tasks())) {
      dispatch.killing(stop.lane());
      stop.lane().worker().kill();
    }
  }

  private static void onKillMember(Member member) {
    if (!member.is(Phase.GONE)) {
      member.worker().kill();
    }
  }

  private void onInspect() {
    self.later(INSPECTION, Inspect.INSTANCE);
    staffing.retireWorn();
    staffing.fill();
  }

  private void onMuster() {
    staffing.fillAtOnce();
    core.crewIsStarted();
  }

  private void onDrained() {
    staffing.stopAll();
    stopping = true;
  }

  private void onTerminate(PoolEnd how) {
    staffing.terminate(how);
    stopping = true;
  }

  private void onGone(Member member) {
    crew.remove(member);
    dispatch.lose(member.lane, 0);
  }

  /** The end, also where the actor system ends before the pool: nothing may wait for what will not come. */
  @Override
  public void onEnd() {
    core.cancelAll();
    core.crewIsStarted();
    crew.all().forEach(member -> member.worker().kill());
    core.hasEnded();
  }
}
