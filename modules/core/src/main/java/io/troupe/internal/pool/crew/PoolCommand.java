package io.troupe.internal.pool.crew;

import io.troupe.internal.pool.dispatch.Lane;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.process.child.ExitReport;
import io.troupe.spi.SiteProcess;
import java.util.List;

/** Something that a pool's actor is told, and that knows who deals with it while the pool runs. */
sealed interface PoolCommand {
  void tell(PoolActor pool);

  enum Begin implements PoolCommand {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.begin();
    }
  }

  /** A worker has booted; it may still have to be initialised. */
  record Linked(Member member) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onLinked(member);
    }
  }

  record Ready(Member member) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onReady(member);
    }
  }

  /** It should get no more tasks, for the place where it runs is about to be closed. */
  record Leaving(Member member) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onLeaving(member);
    }
  }

  /** Another process waits for the place where it runs. */
  record Wanted(Member member, SiteProcess.Wish wish) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onWanted(this);
    }
  }

  /** There may be more tasks than a pool that has given workers away can run at once. */
  enum Needed implements PoolCommand {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.onNeeded();
    }
  }

  /** The first worker has had the cores to itself for long enough. */
  enum Grow implements PoolCommand {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.onGrow();
    }
  }

  /** Its initializer should have ended by now. */
  record InitializerDue(Member member) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onInitializerDue(member);
    }
  }

  record InitializerFailed(Member member, Throwable failure) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onInitializerFailed(this);
    }
  }

  record StartFailed(Member member, Throwable failure) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onStartFailed(this);
    }
  }

  record Exited(Member member, ExitReport report, long runningTask) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onExited(this);
    }
  }

  record LaneSpent(Lane lane) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onLaneSpent(lane);
    }
  }

  record LaneDrained(Lane lane) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onLaneDrained(lane);
    }
  }

  /** A worker is to drop tasks that have ended for everybody else. */
  record StopTasks(Lane lane, List<PoolTask> tasks) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onStopTasks(this);
    }
  }

  record Unanswered(StopTasks stop) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onUnanswered(stop);
    }
  }

  record KillTasks(StopTasks stop) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onKillTasks(stop);
    }
  }

  record KillMember(Member member) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      PoolActor.onKillMember(member);
    }
  }

  enum CheckDeadlines implements PoolCommand {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.onCheckDeadlines();
    }
  }

  enum Inspect implements PoolCommand {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.onInspect();
    }
  }

  /** The time has come to try again to start what is missing. */
  enum Retry implements PoolCommand {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.onRetry();
    }
  }

  /** The workers are asked for: all of them are to be there, started or not. */
  enum Muster implements PoolCommand {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.onMuster();
    }
  }

  /** No task is left in a pool that takes no more. */
  enum Drained implements PoolCommand {
    INSTANCE;

    @Override
    public void tell(PoolActor pool) {
      pool.onDrained();
    }
  }

  /** The tasks have ended; the workers must. */
  record Terminate(PoolEnd how) implements PoolCommand {
    @Override
    public void tell(PoolActor pool) {
      pool.onTerminate(how);
    }
  }
}
