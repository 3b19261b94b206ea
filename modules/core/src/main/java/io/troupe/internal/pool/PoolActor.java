package io.troupe.internal.pool;

import io.troupe.BrokenPoolException;
import io.troupe.ProcessStartException;
import io.troupe.WorkerLostException;
import io.troupe.internal.pool.Member.Phase;
import io.troupe.internal.process.ExitReport;
import io.troupe.internal.result.Ending;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Owns the workers of a pool: starts, replaces, recycles, stops and kills them. Tasks do not pass through it. Phases:
 * running → stopping; the end of the actor is the end of the pool.
 */
final class PoolActor {
  /** A worker that does not answer an interrupt so soon is replaced; it may still use its grace period. */
  private static final Duration ANSWER = Duration.ofMillis(20);

  /** How long a worker may take, besides the grace period, to end by itself. */
  private static final Duration EXIT = Duration.ofSeconds(5);

  private static final Duration INSPECTION = Duration.ofMillis(100);
  private static final int MOST_FAILED_STARTS = 3;

  sealed interface Command {}

  record Ready(Member member) implements Command {}

  record InitializerFailed(Member member, Throwable failure) implements Command {}

  record StartFailed(Member member, Throwable failure) implements Command {}

  record Exited(Member member, ExitReport report, long runningTask) implements Command {}

  record LaneSpent(Lane lane) implements Command {}

  record LaneDrained(Lane lane) implements Command {}

  /** A worker is to drop tasks that have ended for everybody else. */
  record StopTasks(Lane lane, List<PoolTask> tasks) implements Command {}

  /** No task is left in a pool that takes no more. */
  enum Drained implements Command {
    INSTANCE
  }

  /** The tasks have ended; the workers must. */
  record Terminate(PoolEnd how) implements Command {}

  enum CheckDeadlines implements Command {
    INSTANCE
  }

  private enum Inspect implements Command {
    INSTANCE
  }

  private record Unanswered(StopTasks stop) implements Command {}

  private record KillTasks(StopTasks stop) implements Command {}

  private record KillMember(Member member) implements Command {}

  static Behavior<Command> create(PoolCore core) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new PoolActor(context, timers, core).starting()));
  }

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final PoolCore core;
  private final PoolSettings settings;
  private final Dispatch dispatch;
  private final Crew crew;

  /** How many workers started, and how many failed to in a row. */
  private int started;

  private int failedStarts;

  private PoolActor(ActorContext<Command> context, TimerScheduler<Command> timers, PoolCore core) {
    this.context = context;
    this.timers = timers;
    this.core = core;
    settings = core.settings();
    dispatch = core.dispatch();
    crew = core.crew();
  }

  private Behavior<Command> starting() {
    core.bind(context.getSelf());
    if (settings.recycleAtBytes() > 0 || settings.recycleAfter() != null) {
      timers.startTimerWithFixedDelay(Inspect.INSTANCE, INSPECTION);
    }
    startMissing();
    core.crewIsStarted();
    return running();
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(Ready.class, this::onReady)
        .onMessage(InitializerFailed.class, this::onInitializerFailed)
        .onMessage(StartFailed.class, this::onStartFailed)
        .onMessage(Exited.class, this::onExited)
        .onMessage(LaneSpent.class, this::onLaneSpent)
        .onMessage(LaneDrained.class, this::onLaneDrained)
        .onMessage(StopTasks.class, this::onStopTasks)
        .onMessage(Unanswered.class, this::onUnanswered)
        .onMessage(KillTasks.class, this::onKillTasks)
        .onMessage(KillMember.class, this::onKillMember)
        .onMessageEquals(CheckDeadlines.INSTANCE, this::onCheckDeadlines)
        .onMessageEquals(Inspect.INSTANCE, this::onInspect)
        .onMessageEquals(Drained.INSTANCE, this::onDrained)
        .onMessage(Terminate.class, this::onTerminate)
        .onSignal(PostStop.class, stop -> onPostStop())
        .build();
  }

  private Behavior<Command> stopping() {
    return Behaviors.receive(Command.class)
        .onMessage(StartFailed.class, failed -> onGone(failed.member()))
        .onMessage(Exited.class, exited -> onGone(exited.member()))
        .onMessage(KillMember.class, this::onKillMember)
        .onMessage(Terminate.class, this::onTerminate)
        .onSignal(PostStop.class, stop -> onPostStop())
        .onAnyMessage(late -> Behaviors.same())
        .build();
  }

  private Behavior<Command> onReady(Ready ready) {
    failedStarts = 0;
    ready.member().move(Phase.STANDBY);
    return filled();
  }

  private Behavior<Command> onInitializerFailed(InitializerFailed failed) {
    failed.member().move(Phase.STOPPING);
    killLater(failed.member());
    return replaceFailed(failed.failure());
  }

  private Behavior<Command> onStartFailed(StartFailed failed) {
    crew.remove(failed.member());
    return replaceFailed(failed.failure());
  }

  private Behavior<Command> onExited(Exited exited) {
    Member member = exited.member();
    boolean neverReady = member.is(Phase.STARTING);
    crew.remove(member);
    for (PoolTask task : dispatch.lose(member.lane, exited.runningTask())) {
      task.job.ended(task, lost(task.toString(), exited.report()));
    }
    core.tellIfDrained();
    return neverReady ? replaceFailed(endedEarly(member, exited.report())) : filled();
  }

  private static Ending<Object> lost(String task, ExitReport report) {
    return Ending.failedWith(() -> new WorkerLostException(
        task,
        report.pid(),
        report.exitCode(),
        report.residentBytes(),
        report.lastLines(),
        report.errorFile()));
  }

  private static ProcessStartException endedEarly(Member member, ExitReport report) {
    return new ProcessStartException(member.name
        + " ended with status "
        + report.exitCode()
        + " before it was ready; its last lines: "
        + report.lastLines());
  }

  private Behavior<Command> replaceFailed(Throwable cause) {
    failedStarts++;
    context
        .getLog()
        .warn("{}: a worker could not be made ready: {}", settings.name(), cause.toString());
    return failedStarts >= MOST_FAILED_STARTS ? broken(cause) : filled();
  }

  private Behavior<Command> broken(Throwable cause) {
    String message = settings.name()
        + " is broken: its workers failed "
        + MOST_FAILED_STARTS
        + " times in a row to start; the cause says why";
    core.fail(() -> new BrokenPoolException(message, cause));
    return onTerminate(new Terminate(PoolEnd.TERMINATE));
  }

  /** Starts what is missing and puts to work what stands by. */
  private Behavior<Command> filled() {
    startMissing();
    while (crew.occupied() < settings.workers() && crew.standby().isPresent()) {
      Member member = crew.standby().get();
      member.move(Phase.ACTIVE);
      dispatch.open(member.lane);
    }
    return Behaviors.same();
  }

  private void startMissing() {
    while (crew.serving() < settings.workers()) {
      long assignable =
          settings.maxTasksPerChild() == 0 ? Long.MAX_VALUE : settings.maxTasksPerChild();
      Member member = new Member(
          context.getSelf()::tell,
          dispatch,
          new Lane(dispatch, assignable),
          "PoolWorker-" + ++started);
      crew.add(member);
      start(member);
    }
  }

  private void start(Member member) {
    try {
      member.start(core.workers());
    } catch (RuntimeException e) {
      context.getSelf().tell(new StartFailed(member, e));
    }
  }

  private Behavior<Command> onLaneSpent(LaneSpent spent) {
    crew.of(spent.lane()).filter(member -> member.is(Phase.ACTIVE)).ifPresent(this::retire);
    return filled();
  }

  private void retire(Member member) {
    member.move(Phase.RETIRING);
    dispatch.close(member.lane);
  }

  private Behavior<Command> onLaneDrained(LaneDrained drained) {
    crew.of(drained.lane())
        .filter(member -> member.is(Phase.RETIRING) || member.is(Phase.ABANDONED))
        .ifPresent(this::stop);
    return filled();
  }

  private void stop(Member member) {
    member.move(Phase.STOPPING);
    member.worker().stop();
    killLater(member);
  }

  private void killLater(Member member) {
    later(settings.grace().plus(EXIT), new KillMember(member));
  }

  private Behavior<Command> onStopTasks(StopTasks stop) {
    if (dispatch.hasAny(stop.lane(), stop.tasks())) {
      stop.lane().worker().withdraw(stop.tasks());
      interruptRunning(stop);
      later(ANSWER, new Unanswered(stop));
      later(settings.grace(), new KillTasks(stop));
    }
    return Behaviors.same();
  }

  private void interruptRunning(StopTasks stop) {
    PoolTask first = dispatch.firstOf(stop.lane());
    if (first != null && stop.tasks().contains(first)) {
      stop.lane().worker().interrupt(first.id());
    }
  }

  private Behavior<Command> onUnanswered(Unanswered unanswered) {
    StopTasks stop = unanswered.stop();
    if (dispatch.hasAny(stop.lane(), stop.tasks())) {
      interruptRunning(stop); // another of them may have begun since
      crew.of(stop.lane()).ifPresent(this::abandon);
    }
    return filled();
  }

  private void abandon(Member member) {
    if (member.is(Phase.ACTIVE) || member.is(Phase.RETIRING)) {
      member.move(Phase.ABANDONED);
      dispatch.close(member.lane);
      dispatch.withdrawAhead(member.lane);
    }
  }

  private Behavior<Command> onKillTasks(KillTasks kill) {
    if (dispatch.hasAny(kill.stop().lane(), kill.stop().tasks())) {
      kill.stop().lane().worker().kill();
    }
    return Behaviors.same();
  }

  private Behavior<Command> onKillMember(KillMember kill) {
    if (!kill.member().is(Phase.GONE)) {
      kill.member().worker().kill();
    }
    return Behaviors.same();
  }

  private Behavior<Command> onCheckDeadlines() {
    core.expire();
    return Behaviors.same();
  }

  private Behavior<Command> onInspect() {
    for (Member member : crew.all()) {
      if (member.is(Phase.ACTIVE) && isWorn(member)) {
        retire(member);
        dispatch.withdrawAhead(member.lane);
      }
    }
    return filled();
  }

  private boolean isWorn(Member member) {
    Duration most = settings.recycleAfter();
    long bytes = settings.recycleAtBytes();
    return (most != null && member.ageNanos() >= most.toNanos())
        || (bytes > 0 && member.worker().residentBytes() >= bytes);
  }

  private Behavior<Command> onDrained() {
    crew.all().forEach(this::stop);
    return stoppingOrGone();
  }

  private Behavior<Command> onTerminate(Terminate terminate) {
    for (Member member : crew.all()) {
      member.move(Phase.STOPPING);
      terminate.how().end(member.worker());
      if (terminate.how() == PoolEnd.TERMINATE) {
        later(settings.grace(), new KillMember(member));
      }
    }
    return stoppingOrGone();
  }

  private Behavior<Command> onGone(Member member) {
    crew.remove(member);
    dispatch.lose(member.lane, 0);
    return stoppingOrGone();
  }

  private Behavior<Command> stoppingOrGone() {
    return crew.isEmpty() ? Behaviors.stopped() : stopping();
  }

  /** The end, also where the actor system ends before the pool: nothing may wait for what will not come. */
  private Behavior<Command> onPostStop() {
    core.cancelAll();
    core.crewIsStarted();
    crew.all().forEach(member -> member.worker().kill());
    core.hasEnded();
    return Behaviors.same();
  }

  private void later(Duration delay, Command command) {
    context.scheduleOnce(delay, context.getSelf(), command);
  }
}
