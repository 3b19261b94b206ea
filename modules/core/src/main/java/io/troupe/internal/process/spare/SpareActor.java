package io.troupe.internal.process.spare;

import io.troupe.internal.process.child.ChildProcess;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.system.LocalActor;
import io.troupe.internal.system.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a spare is booted and when it leaves. Spares are for those that reserved them, and
 * for the kind of process that was started last, from the second start on or, where the program
 * said how many it wants, from the first; those leave when none is wanted for a while. They boot one
 * at a time, while nothing that is waited for is booting, and on a core that is idle, unless none is
 * for some seconds. Only where a program starts one process after the other, each when the last has
 * ended, the next one boots beside that.
 */
public final class SpareActor implements Role<SpareActor.Command> {
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** So long a core must have been idle: what a process does that was just started comes first. */
  private static final Duration PAUSE = Duration.ofMillis(300);

  private static final double IDLE_ENOUGH = 0.9;

  /** How long a core is waited for that never is idle. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** So many starts, each alone, are a program that starts one process after the other. */
  private static final int IN_TURN = 3;

  public sealed interface Command {}

  /**
   * A process like this was started.
   *
   * @param alone whether no other of the program lives
   */
  public record Used(ChildSpec spec, boolean alone) implements Command {}

  /** The spare that boots was taken before it was ready. */
  public enum Taken implements Command {
    INSTANCE
  }

  /** A process that is waited for begins to boot, or has booted or failed. */
  public enum Boot implements Command {
    BEGAN,
    ENDED
  }

  public record Reserve(ChildSpec spec) implements Command {}

  public record Release(ChildSpec spec) implements Command {}

  /** Changes how many spares of a kind are kept; 0 for none. */
  public record Keep(int count) implements Command {}

  private record Booted(@Nullable ChildProcess spare) implements Command {}

  private record Idle(ChildProcess spare) implements Command {}

  /** @param delays how often it had been put off before */
  private record TopUp(long delays) implements Command {}

  private final LocalActor<Command> self;
  private final IdleCores cores = new IdleCores();
  private final SpareShelf shelf;
  private final Function<ChildSpec, CompletableFuture<ChildProcess>> boot;
  private final List<ChildSpec> reserved = new ArrayList<>();
  private @Nullable ChildSpec lastUsed;
  private int starts;
  private int startsInTurn;
  private boolean asked;
  private int keep = 1;
  private int bootsAwaited;
  private long delays;
  private boolean waits;
  private long waitsSince;
  private boolean booting;

  /** @param boot starts a process and completes when it can take work */
  public SpareActor(
      LocalActor<Command> self,
      SpareShelf shelf,
      Function<ChildSpec, CompletableFuture<ChildProcess>> boot) {
    this.self = self;
    this.shelf = shelf;
    this.boot = boot;
  }

  @Override
  public boolean onMessage(Command command) {
    if (command instanceof Used used) {
      onUsed(used);
    } else if (command == Taken.INSTANCE) {
      booting = false;
    } else if (command instanceof Boot event) {
      onBoot(event);
    } else if (command instanceof Reserve reserve) {
      onReserve(reserve);
    } else if (command instanceof Release release) {
      onRelease(release);
    } else if (command instanceof Keep change) {
      onKeep(change);
    } else if (command instanceof Booted booted) {
      onBooted(booted);
    } else if (command instanceof Idle idle) {
      onIdle(idle);
    } else if (command instanceof TopUp topUp && topUp.delays() == delays) {
      onTopUp();
    }
    return true;
  }

  private void onUsed(Used used) {
    starts++;
    startsInTurn = used.alone() ? startsInTurn + 1 : 0;
    lastUsed = used.spec();
    ChildSpec next = booting || startsInTurn < IN_TURN ? null : firstMissing();
    if (next == null) {
      topUpSoon();
    } else {
      bootNow(next);
    }
  }

  private void onBoot(Boot event) {
    bootsAwaited += event == Boot.BEGAN ? 1 : -1;
    topUpSoon();
  }

  private void onReserve(Reserve reserve) {
    reserved.add(reserve.spec());
    topUpSoon();
  }

  private void onRelease(Release release) {
    removeOneLike(release.spec());
    dismissUnwanted(release.spec());
  }

  /** Not by its equals, for that of a record takes longer to link than most pools take to end. */
  private void removeOneLike(ChildSpec spec) {
    for (int i = 0; i < reserved.size(); i++) {
      if (reserved.get(i).startsLike(spec)) {
        reserved.remove(i);
        return;
      }
    }
  }

  private void onKeep(Keep change) {
    keep = change.count();
    asked = true;
    dismissSurplus();
    topUpSoon();
  }

  private void topUpSoon() {
    delays++;
    self.later(PAUSE, new TopUp(delays));
  }

  private void onTopUp() {
    if (booting || bootsAwaited > 0) {
      return; // the end of that boot asks again
    }
    boolean idle = cores.sinceLast() >= IDLE_ENOUGH;
    ChildSpec missing = firstMissing();
    if (missing == null) {
      waits = false;
    } else if (!idle && mayWait()) {
      topUpSoon();
    } else {
      waits = false;
      bootNow(missing);
    }
  }

  private void bootNow(ChildSpec spec) {
    booting = true;
    boot.apply(spec).whenComplete((spare, failed) -> self.tell(new Booted(spare)));
  }

  private boolean mayWait() {
    if (!waits) {
      waits = true;
      waitsSince = System.nanoTime();
    }
    return System.nanoTime() - waitsSince < PATIENCE_NANOS;
  }

  private @Nullable ChildSpec firstMissing() {
    for (ChildSpec spec : reserved) {
      if (shelf.count(spec) < wanted(spec)) {
        return spec;
      }
    }
    boolean begun = asked || starts > 1;
    return begun && lastUsed != null && shelf.count(lastUsed) < keep ? lastUsed : null;
  }

  private void onBooted(Booted booted) {
    ChildProcess spare = booted.spare();
    if (spare == null) {
      booting = false;
      return; // a start in earnest will fail, too, and say why
    }
    if (!shelf.put(spare)) {
      return; // taken, and said to be
    }
    booting = false;
    spare.exited().thenRun(() -> shelf.remove(spare));
    self.later(IDLE, new Idle(spare));
    dismissSurplus();
    topUpSoon();
  }

  private void onIdle(Idle idle) {
    ChildSpec spec = idle.spare().spec();
    if (isReserved(spec)) {
      self.later(IDLE, idle);
    } else if (shelf.remove(idle.spare())) {
      idle.spare().dismiss();
      forget(spec);
    }
  }

  private void dismissSurplus() {
    shelf.removeSurplus(this::wanted).forEach(ChildProcess::dismiss);
  }

  /** A kind that was reserved gets at least one. */
  private int wanted(ChildSpec spec) {
    return isReserved(spec) ? Math.max(1, keep) : keep;
  }

  private void dismissUnwanted(ChildSpec spec) {
    while (!isReserved(spec)) {
      ChildProcess spare = shelf.take(spec);
      if (spare == null) {
        return;
      }
      spare.dismiss();
    }
  }

  private void forget(ChildSpec spec) {
    if (lastUsed != null && lastUsed.startsLike(spec)) {
      lastUsed = null;
    }
  }

  private boolean isReserved(ChildSpec spec) {
    return reserved.stream().anyMatch(spec::startsLike);
  }
}
