package io.troupe.internal.process;

import io.troupe.internal.process.launch.ChildSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a spare is booted and when it leaves. Spares are for whoever reserved them, and, from the second start on,
 * for the kind of process that was started last; those leave when nobody wants one for a while. They boot one at a time, and
 * only while nothing that somebody waits for is booting.
 */
final class SpareActor extends AbstractBehavior<SpareActor.Command> {
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** A process that was just started often needs the processor more than its successor's spare does. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  sealed interface Command {}

  /** Somebody started a process like this. */
  record Used(ChildSpec spec) implements Command {}

  /** A process that somebody waits for begins to boot, or has booted or failed. */
  enum Boot implements Command {
    BEGAN,
    ENDED
  }

  record Reserve(ChildSpec spec) implements Command {}

  record Release(ChildSpec spec) implements Command {}

  /** Changes how many spares of a kind are kept; 0 for none. */
  record Keep(int count) implements Command {}

  private record Booted(@Nullable ChildProcess spare) implements Command {}

  private record Idle(ChildProcess spare) implements Command {}

  private enum TopUp implements Command {
    INSTANCE
  }

  private final TimerScheduler<Command> timers;
  private final SpareShelf shelf;
  private final Function<ChildSpec, CompletableFuture<ChildProcess>> boot;
  private final List<ChildSpec> reserved = new ArrayList<>();
  private @Nullable ChildSpec lastUsed;
  private int starts;
  private int keep = 1;
  private int bootsAwaited;
  private boolean booting;

  private SpareActor(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      SpareShelf shelf,
      Function<ChildSpec, CompletableFuture<ChildProcess>> boot) {
    super(context);
    this.timers = timers;
    this.shelf = shelf;
    this.boot = boot;
  }

  /** Returns the behaviour; {@code boot} starts a process and completes when it can take work. */
  static Behavior<Command> create(
      SpareShelf shelf, Function<ChildSpec, CompletableFuture<ChildProcess>> boot) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new SpareActor(context, timers, shelf, boot)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Used.class, this::onUsed)
        .onMessage(Boot.class, this::onBoot)
        .onMessage(Reserve.class, this::onReserve)
        .onMessage(Release.class, this::onRelease)
        .onMessage(Keep.class, this::onKeep)
        .onMessage(Booted.class, this::onBooted)
        .onMessage(Idle.class, this::onIdle)
        .onMessage(TopUp.class, topUp -> onTopUp())
        .build();
  }

  private Behavior<Command> onUsed(Used used) {
    starts++;
    lastUsed = used.spec();
    return topUpSoon();
  }

  private Behavior<Command> onBoot(Boot event) {
    bootsAwaited += event == Boot.BEGAN ? 1 : -1;
    return topUpSoon();
  }

  private Behavior<Command> onReserve(Reserve reserve) {
    reserved.add(reserve.spec());
    return topUpSoon();
  }

  private Behavior<Command> onRelease(Release release) {
    reserved.remove(release.spec());
    dismissUnwanted(release.spec());
    return this;
  }

  private Behavior<Command> onKeep(Keep change) {
    keep = change.count();
    dismissSurplus();
    return topUpSoon();
  }

  private Behavior<Command> topUpSoon() {
    timers.startSingleTimer(TopUp.INSTANCE, PAUSE);
    return this;
  }

  private Behavior<Command> onTopUp() {
    if (booting || bootsAwaited > 0) {
      return this; // the end of that boot asks again
    }
    ChildSpec missing = firstMissing();
    if (missing != null) {
      booting = true;
      getContext().pipeToSelf(boot.apply(missing), (spare, failed) -> new Booted(spare));
    }
    return this;
  }

  private @Nullable ChildSpec firstMissing() {
    for (ChildSpec spec : reserved) {
      if (shelf.count(spec) < wanted(spec)) {
        return spec;
      }
    }
    boolean wanted = lastUsed != null && starts > 1 && shelf.count(lastUsed) < keep;
    return wanted ? lastUsed : null;
  }

  private Behavior<Command> onBooted(Booted booted) {
    booting = false;
    if (booted.spare() == null) {
      return this; // it will fail for whoever starts one in earnest, and tell them why
    }
    ChildProcess spare = booted.spare();
    shelf.put(spare);
    spare.exited().thenRun(() -> shelf.remove(spare));
    timers.startSingleTimer(spare, new Idle(spare), IDLE);
    dismissSurplus();
    return topUpSoon();
  }

  private Behavior<Command> onIdle(Idle idle) {
    ChildSpec spec = idle.spare().spec();
    if (isReserved(spec)) {
      timers.startSingleTimer(idle.spare(), idle, IDLE);
    } else if (shelf.remove(idle.spare())) {
      idle.spare().dismiss();
      forget(spec);
    }
    return this;
  }

  private void dismissSurplus() {
    shelf.removeSurplus(this::wanted).forEach(ChildProcess::dismiss);
  }

  /** Whoever reserved a kind gets at least one. */
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
