package io.troupe.internal.pool.crew;

import io.troupe.internal.log.Log;
import io.troupe.internal.pool.crew.Member.Phase;
import io.troupe.internal.pool.crew.PoolCommand.InitializerDue;
import io.troupe.internal.pool.crew.PoolCommand.InitializerFailed;
import io.troupe.internal.pool.crew.PoolCommand.KillMember;
import io.troupe.internal.pool.crew.PoolCommand.StartFailed;
import io.troupe.internal.pool.dispatch.Dispatch;
import io.troupe.internal.pool.dispatch.Lane;
import io.troupe.internal.pool.worker.PoolSettings;
import io.troupe.internal.pool.worker.Workers;
import io.troupe.internal.system.LocalActor;
import io.troupe.spi.SiteProcess;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Keeps a crew at its strength: what the pool's actor does to single members. For that actor only.
 */
final class Staffing {
  private static final Log log = Log.of(Staffing.class);

  /** After how long a warning says that an initializer still runs. */
  private static final Duration SLOW = Duration.ofSeconds(5);

  private final PoolSettings settings;
  private final Dispatch dispatch;
  private final Workers workers;
  private final Crew crew;
  private final LocalActor<PoolCommand> actor;

  private final BootPace pace;

  /** Starts no more for a while. */
  private boolean paused;

  /** Has given workers to others that wait: starts no more than it has tasks for. */
  private boolean lean;

  /** How many were ever started. */
  private int started;

  Staffing(PoolCore core, LocalActor<PoolCommand> actor) {
    settings = core.settings();
    dispatch = core.dispatch();
    workers = core.starter();
    crew = core.crew();
    this.actor = actor;
    pace = new BootPace(settings.initializer() == null ? workers.bootsAtOnce() : Integer.MAX_VALUE);
  }

  /** Starts what is missing and puts to work what stands by. */
  void fill() {
    startMissing();
    while (crew.occupied() < settings.workers() && crew.standby().isPresent()) {
      Member member = crew.standby().get();
      member.move(Phase.ACTIVE);
      dispatch.open(member.lane);
    }
  }

  /** Starts all that is missing, at once. */
  void fillAtOnce() {
    pace.hurry();
    fill();
  }

  void pause(boolean pauses) {
    paused = pauses;
  }

  private void startMissing() {
    // The first workers initialise themselves also where there will be no task for them.
    boolean awaitsFirst = started == 0 && settings.initializer() != null;
    boolean starts = !paused && (awaitsFirst || !dispatch.isOver());
    while (starts && isShort() && pace.allows(crew)) {
      starts = start(newMember());
    }
    if (crew.serving() >= settings.workers()) {
      lean(false);
    }
  }

  private boolean isShort() {
    return crew.serving() < settings.workers()
        && (!lean || dispatch.hasMoreThan(crew.busyOrReady()));
  }

  private void lean(boolean now) {
    lean = now;
    dispatch.sayNeed(now);
  }

  private Member newMember() {
    long tasks = settings.maxTasksPerChild() == 0 ? Long.MAX_VALUE : settings.maxTasksPerChild();
    started++;
    return new Member(actor, dispatch, new Lane(dispatch, tasks), "PoolWorker-" + started);
  }

  private boolean start(Member member) {
    try {
      member.start(workers);
      crew.add(member);
      return true;
    } catch (RuntimeException e) {
      actor.tell(new StartFailed(member, e));
      return false;
    }
  }

  /** Takes note that a member can work: with the first one at work, the others may boot soon. */
  void ready(Member member) {
    member.move(Phase.STANDBY);
    if (member.isLeaving()) {
      moveOut(member);
    }
    if (pace.firstIsAtWork()) {
      actor.later(BootPace.MOMENT, PoolCommand.Grow.INSTANCE);
    }
    fill();
  }

  /** Starts the others: the first one has been at work for a moment. */
  void grow() {
    pace.goOn();
    fill();
  }

  /** Takes note that a member has begun to initialise itself. */
  void initializing(Member member) {
    if (settings.initializer() != null) {
      Duration limit = settings.initializerTimeout();
      actor.later(limit == null ? SLOW : limit, new InitializerDue(member));
    }
  }

  /**
   * Ends a member whose initializer has had its time; where that has no limit, says that there
   * could be one.
   */
  void initializerDue(Member member) {
    if (member.is(Phase.STARTING)) {
      Duration limit = settings.initializerTimeout();
      if (limit == null) {
        log.warn(
            "{}: the initializer of {} has run for {} s; initializerTimeout(…) would limit it",
            settings.nameInUse(),
            member.worker(),
            SLOW.toSeconds());
      } else {
        killAsOverdue(member, limit);
      }
    }
  }

  private void killAsOverdue(Member member, Duration limit) {
    String overdue =
        "the initializer of " + member.worker() + " took more than " + limit + "; it was killed";
    member.move(Phase.STOPPING);
    member.worker().kill();
    actor.tell(new InitializerFailed(member, new TimeoutException(overdue)));
  }

  /** Lets a member finish its tasks and end; another takes its place then. */
  void retire(Member member) {
    if (member.is(Phase.ACTIVE)) {
      member.move(Phase.RETIRING);
      dispatch.close(member.lane);
    }
  }

  /** Retires those that have grown old or fat, and gives what they have not begun to others. */
  void retireWorn() {
    for (Member member : crew.all()) {
      if (member.is(Phase.ACTIVE) && isWorn(member)) {
        retire(member);
        dispatch.withdrawAhead(member.lane);
      }
    }
  }

  /**
   * Retires a member whose place is about to be closed, and gives what it has not begun to others.
   * One that has just booted goes when it is ready.
   */
  void moveOut(Member member) {
    if (member.is(Phase.ACTIVE)) {
      retire(member);
      dispatch.withdrawAhead(member.lane);
    } else if (member.is(Phase.STANDBY)) {
      stop(member);
    }
  }

  /**
   * Gives the place of a member to another process that waits for it, at once or when its task has
   * ended. It is replaced when there is work for one more.
   */
  void giveWay(Member member, SiteProcess.Wish wish) {
    boolean idle = member.is(Phase.ACTIVE) && dispatch.isIdle(member.lane);
    if (idle || wish == SiteProcess.Wish.AFTER_TASK) {
      lean(true);
      member.leaves();
      moveOut(member);
    }
  }

  private boolean isWorn(Member member) {
    Duration age = settings.recycleAfter();
    long bytes = settings.recycleAtBytes();
    return (age != null && member.ageNanos() >= age.toNanos())
        || (bytes > 0 && member.worker().residentBytes() >= bytes);
  }

  /** Gives the place of a member to another at once: it runs a task that does not yield. */
  void abandon(Member member) {
    if (member.is(Phase.ACTIVE) || member.is(Phase.RETIRING)) {
      member.move(Phase.ABANDONED);
      dispatch.close(member.lane);
      dispatch.withdrawAhead(member.lane);
    }
  }

  /** Stops a member that has no tasks any more and will get none. */
  void drained(Member member) {
    if (member.is(Phase.RETIRING) || member.is(Phase.ABANDONED)) {
      stop(member);
    }
  }

  /**
   * Stops all members, who have no tasks any more. Those that still boot are not waited for, unless
   * they have something to initialise: that is done first, as in a pool that gets tasks.
   */
  void stopAll() {
    for (Member member : crew.all()) {
      if (member.boots() && settings.initializer() == null) {
        member.move(Phase.STOPPING);
        member.worker().kill();
      } else if (!member.is(Phase.STARTING) || settings.initializer() == null) {
        stop(member);
      }
    }
  }

  /** Stops a member that was left to initialise itself. */
  void initialized(Member member) {
    if (member.is(Phase.STARTING)) {
      stop(member);
    }
  }

  private void stop(Member member) {
    member.move(Phase.STOPPING);
    member.worker().stop();
    killLater(member);
  }

  /** Sees to it that a member that ends by itself does not take for ever. */
  void killLater(Member member) {
    actor.later(settings.exitLimit(), new KillMember(member));
  }

  /** Ends all members. */
  void terminate(PoolEnd how) {
    for (Member member : crew.all()) {
      member.move(Phase.STOPPING);
      how.end(member.worker());
      if (how == PoolEnd.TERMINATE) {
        actor.later(settings.grace(), new KillMember(member));
      }
    }
  }
}
