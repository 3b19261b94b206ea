package io.troupe.internal.pool;

import io.troupe.BrokenPoolException;
import io.troupe.internal.pool.Member.Phase;
import io.troupe.internal.process.ExitReport;
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

  private static final Duration INSPECTION = Duration.ofMillis(100);
  private static final int MOST_FAILED_STARTS = 3;
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final int MOST_DOUBLINGS = 6;

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

  /** The time has come to try again to start what is missing. */
  private enum Retry implements Command {
    INSTANCE
  }

  private record Unanswered(StopTasks stop) implements Command {}

  private record KillTasks(StopTasks stop) implements Command {}

  record KillMember(Member member) implements Command {}

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

  private final Staffing staffing;

  /** How many workers failed to start since one did, for a reason that is the program's. */
  private int failedStarts;

  /** How many failed to start since one did, for a reason that may pass. */
  private int retries;

  private PoolActor(ActorContext<Command> context, TimerScheduler<Command> timers, PoolCore core) {
    this.context = context;
    this.timers = timers;
    this.core = core;
    settings = core.settings();
    dispatch = core.dispatch();
    crew = core.crew();
    staffing = new Staffing(core, context.getSelf()::tell, this::later);
  }

  private Behavior<Command> starting() {
    core.bind(context.getSelf());
    if (settings.recycleAtBytes() > 0 || settings.recycleAfter() != null) {
      timers.startTimerWithFixedDelay(Inspect.INSTANCE, INSPECTION);
    }
    staffing.fill();
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
        .onMessageEquals(Retry.INSTANCE, this::onRetry)
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
    retries = 0;
    ready.member().move(Phase.STANDBY);
    return filled();
  }

  private Behavior<Command> onInitializerFailed(InitializerFailed failed) {
    failed.member().move(Phase.STOPPING);
    staffing.killLater(failed.member());
    return replaceFailed(failed.failure());
  }

  private Behavior<Command> onStartFailed(StartFailed failed) {
    crew.remove(failed.member());
    return replace(failed.failure());
  }

  private Behavior<Command> replace(Throwable cause) {
    return Losses.mayPass(cause) ? retryLater(cause) : replaceFailed(cause);
  }

  /** The program has no part in it: it is said once, and tried again, less and less often. */
  private Behavior<Command> retryLater(Throwable cause) {
    if (retries == 0) {
      context
          .getLog()
          .warn(
              "{}: a worker could not start; trying until one can: {}",
              core.name(),
              cause.toString());
    }
    staffing.pause(true);
    later(FIRST_RETRY.multipliedBy(1L << Math.min(retries, MOST_DOUBLINGS)), Retry.INSTANCE);
    retries++;
    return filled();
  }

  private Behavior<Command> onRetry() {
    staffing.pause(false);
    return filled();
  }

  private Behavior<Command> onExited(Exited exited) {
    Member member = exited.member();
    boolean neverReady = member.is(Phase.STARTING);
    crew.remove(member);
    for (PoolTask task : dispatch.lose(member.lane, exited.runningTask())) {
      task.listener.ended(task, Losses.ending(task, exited.report()));
    }
    dispatch.signalIfDrained();
    return neverReady ? replace(Losses.early(member.name, exited.report())) : filled();
  }

  private Behavior<Command> replaceFailed(Throwable cause) {
    failedStarts++;
    context.getLog().warn("{}: a worker failed to start: {}", core.name(), cause.toString());
    return failedStarts >= MOST_FAILED_STARTS ? broken(cause) : filled();
  }

  private Behavior<Command> broken(Throwable cause) {
    String message = core.name()
        + " is broken: its workers failed "
        + MOST_FAILED_STARTS
        + " times in a row to start; the cause says why";
    core.fail(() -> new BrokenPoolException(message, cause));
    return onTerminate(new Terminate(PoolEnd.TERMINATE));
  }

  private Behavior<Command> filled() {
    staffing.fill();
    return Behaviors.same();
  }

  private Behavior<Command> onLaneSpent(LaneSpent spent) {
    crew.of(spent.lane()).ifPresent(staffing::retire);
    return filled();
  }

  private Behavior<Command> onLaneDrained(LaneDrained drained) {
    crew.of(drained.lane()).ifPresent(staffing::drained);
    return filled();
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
      crew.of(stop.lane()).ifPresent(staffing::abandon);
    }
    return filled();
  }

  private Behavior<Command> onKillTasks(KillTasks kill) {
    if (dispatch.hasAny(kill.stop().lane(), kill.stop().tasks())) {
      dispatch.killing(kill.stop().lane());
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
    core.recall().expire();
    return Behaviors.same();
  }

  private Behavior<Command> onInspect() {
    staffing.retireWorn();
    return filled();
  }

  private Behavior<Command> onDrained() {
    crew.all().forEach(staffing::stop);
    return stoppingOrGone();
  }

  private Behavior<Command> onTerminate(Terminate terminate) {
    staffing.terminate(terminate.how());
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
