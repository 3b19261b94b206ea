package io.troupe.internal.process;

import io.troupe.ProcessStartException;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.object.Objects;
import io.troupe.internal.process.child.Child;
import io.troupe.internal.process.child.ChildProcess;
import io.troupe.internal.process.child.ExitReport;
import io.troupe.internal.process.child.Kill;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.process.launch.HeadStart;
import io.troupe.internal.process.launch.JvmOptionCheck;
import io.troupe.internal.process.launch.JvmStarter;
import io.troupe.internal.process.spare.SpareActor;
import io.troupe.internal.process.spare.SpareShelf;
import io.troupe.internal.system.ActorThreads;
import io.troupe.internal.system.Actors;
import io.troupe.internal.system.LocalActor;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts the children of this JVM, from spares where they fit, and ends them with it. Thread-safe.
 */
public final class Nursery implements Children {
  private static final long MEMORY_SAMPLE_SECONDS = 2;
  private static final long END_SECONDS = 5;

  /**
   * How a JVM ends that finds nonsense in its memory, or nothing: SIGILL, SIGABRT, SIGBUS here and
   * there, SIGSEGV.
   */
  private static final Set<Integer> CRASHES = Set.of(-4, -6, -7, -10, -11);

  private final Actors actors;
  private final JvmStarter starter;
  private final JvmLauncher launcher;
  private final SpareShelf shelf = new SpareShelf();
  private final JvmOptionCheck optionCheck = new JvmOptionCheck();
  private final Set<ChildProcess> living = ConcurrentHashMap.newKeySet();
  private @Nullable LocalActor<SpareActor.Command> spares;
  private volatile boolean closed;

  /**
   * @param first the JVM that was started ahead for the first child; null for none
   */
  public Nursery(
      Actors actors,
      ScheduledExecutorService timer,
      Objects objects,
      Premises premises,
      JvmStarter starter,
      @Nullable HeadStart first) {
    this.actors = actors;
    this.starter = starter;
    Kill.prepare();
    launcher = new JvmLauncher(actors, timer, objects, premises, starter, first);
    timer.scheduleWithFixedDelay(
        this::sampleMemory, MEMORY_SAMPLE_SECONDS, MEMORY_SAMPLE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public Starting start(ChildSpec spec, String name) {
    return spec.site() == null
        ? new Begun(begin(spec, () -> launch(spec, name)), () -> {})
        : startElsewhere(spec, name);
  }

  /** There may be no room there for long: who wants it no more need not wait for that. */
  private Starting startElsewhere(ChildSpec spec, String name) {
    CompletableFuture<ChildProcess> child = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(child, () -> launch(spec, name)), "troupe-launch");
    thread.setDaemon(true);
    thread.start();
    return new Begun(child, thread::interrupt);
  }

  private static void complete(
      CompletableFuture<ChildProcess> child, Supplier<ChildProcess> start) {
    try {
      child.complete(start.get());
    } catch (RuntimeException | Error e) {
      child.completeExceptionally(e);
    }
  }

  /** @param giveUp ends the wait for room */
  private record Begun(CompletableFuture<ChildProcess> child, Runnable giveUp) implements Starting {
    @Override
    public CompletionStage<Child> linked() {
      return child.thenCompose(begun -> begun.linked().thenApply(link -> begun));
    }

    @Override
    public void kill() {
      giveUp.run();
      child.thenAccept(ChildProcess::kill);
    }
  }

  /**
   * An actor may wait for the operating system for a moment; a launcher of the program's may take
   * as long as it likes.
   */
  private CompletableFuture<ChildProcess> begin(ChildSpec spec, Supplier<ChildProcess> start) {
    try {
      return spec.site() == null && starter.startsLocally(spec)
          ? CompletableFuture.completedFuture(start.get())
          : CompletableFuture.supplyAsync(start, Nursery::onNewThread);
    } catch (ProcessStartException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void onNewThread(Runnable work) {
    Thread thread = new Thread(work, "troupe-launch");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Starts a child and returns at once, linked or not.
   *
   * @throws ProcessStartException if the operating system does not start it
   */
  ChildProcess launch(ChildSpec spec, String name) {
    if (spec.site() != null) {
      return boot(spec, name);
    }
    boolean alone = allLivingAreSpares();
    ChildProcess spare = shelf.take(spec);
    if (spare != null) {
      spare.adopt(spec, name);
    }
    ChildProcess child = spare != null ? spare : bootAwaited(spec, name);
    spares().tell(new SpareActor.Used(spec, alone));
    return child;
  }

  private boolean allLivingAreSpares() {
    for (ChildProcess child : living) {
      if (child.jvm().isAlive() && !shelf.has(child)) {
        return false;
      }
    }
    return true;
  }

  /**
   * By the spare that boots already, if there is one. Else the JVM is started first: it boots while
   * this one may still start its own actors.
   */
  private ChildProcess bootAwaited(ChildSpec spec, String name) {
    ChildProcess child = shelf.takeBooting(spec);
    if (child == null) {
      child = boot(spec, name);
    } else {
      child.adopt(spec, name);
      spares().tell(SpareActor.Taken.INSTANCE);
    }
    spares().tell(SpareActor.Boot.BEGAN);
    child.linked().whenComplete((link, failure) -> spares().tell(SpareActor.Boot.ENDED));
    return child;
  }

  private synchronized LocalActor<SpareActor.Command> spares() {
    if (spares == null) {
      spares = actors.spawn(
          "spares", ActorThreads.OWN, self -> new SpareActor(self, shelf, this::bootSpare));
    }
    return spares;
  }

  /**
   * Fails, rather than throws, where no spare can be had: the start of a process in earnest says
   * why.
   */
  private CompletableFuture<ChildProcess> bootSpare(ChildSpec spec) {
    if (closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("the runtime has ended"));
    }
    return begin(spec, () -> expected(boot(spec, "spare"))).thenCompose(Nursery::upOrEnded);
  }

  private ChildProcess expected(ChildProcess spare) {
    shelf.expect(spare);
    return spare;
  }

  private static CompletionStage<ChildProcess> upOrEnded(ChildProcess spare) {
    CompletableFuture<?> ended = spare.exited().toCompletableFuture();
    return CompletableFuture.anyOf(spare.rehearsed(), ended).thenApply(first -> spare);
  }

  private ChildProcess boot(ChildSpec spec, String name) {
    ChildProcess child = launcher.launch(spec, name);
    living.add(child);
    child.jvm().onExit().thenRun(() -> living.remove(child));
    child.exited().thenAccept(report -> blamesArchive(child, report));
    if (closed) {
      child.kill();
    }
    return child;
  }

  /** The processes that start from now on are to have actors. */
  public void expectActors() {
    starter.expectActors();
  }

  /**
   * Returns whether a child ended because of the class archive, in all likelihood: the next one
   * starts without.
   */
  boolean blamesArchive(ChildProcess child, ExitReport report) {
    return CRASHES.contains(report.exitCode())
        && !child.wasKilled()
        && (!child.linked().isDone() || child.linked().isCompletedExceptionally())
        && starter.suspectArchives();
  }

  @Override
  public void check(ChildSpec spec) {
    optionCheck.check(spec);
  }

  @Override
  public Reservation reserve(ChildSpec spec) {
    if (spec.site() != null) {
      return () -> {}; // a spare would take a slot from others
    }
    spares().tell(new SpareActor.Reserve(spec));
    return () -> spares().tell(new SpareActor.Release(spec));
  }

  /** Changes how many spares of a kind are kept. */
  public void keepSpares(int count) {
    spares().tell(new SpareActor.Keep(count));
  }

  /** Returns how many spares are ready now. */
  public int sparesReady() {
    return shelf.size();
  }

  private void sampleMemory() {
    living.forEach(ChildProcess::sampleMemory);
  }

  /** Kills every child that is left and waits until the system has reaped them. */
  public void close() {
    closed = true;
    living.forEach(ChildProcess::kill);
    for (ChildProcess child : living) {
      awaitEnd(child);
      if (child.spec().site() == null) {
        RuntimeDirectory.sweepAfter(child.pid());
      }
    }
  }

  private static void awaitEnd(ChildProcess child) {
    try {
      child.jvm().waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
