package io.troupe.internal.system;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.dispatch.DispatcherConfigurator;
import org.apache.pekko.dispatch.Dispatchers;
import org.jspecify.annotations.Nullable;

/**
 * The actors of one runtime. Those of Troupe begin without an actor system, which adopts them when
 * it is up; those of the program start it. It is a system of the runtime's own, or one that the
 * program has. Thread-safe.
 */
public final class Actors implements AutoCloseable {
  private static final String SETTINGS = "troupe-actors.conf";

  /** A program that ends before that, as most do, never pays for an actor system. */
  private static final long PATIENCE_SECONDS = 10;

  /** Several runtimes may share a system of the program's. */
  private static final AtomicLong PARENTS = new AtomicLong();

  private final CompletableFuture<ActorSystem<?>> system = new CompletableFuture<>();
  private final ScheduledExecutorService timer;
  private final AtomicLong names = new AtomicLong();
  private final AtomicBoolean started;
  private final String prefix;
  private final boolean own;

  /** Those that have not ended, and that the actor system has not adopted. */
  private final Set<LocalActor<?>> early = ConcurrentHashMap.newKeySet();

  private volatile @Nullable Adopter adopter;

  private Actors(boolean own, String prefix, ScheduledExecutorService timer) {
    this.own = own;
    this.prefix = prefix;
    this.timer = timer;
    started = new AtomicBoolean(!own);
  }

  /** Returns actors in a system of their own, which is not started yet. */
  public static Actors inOwnSystem(ScheduledExecutorService timer) {
    return new Actors(true, "", timer);
  }

  /** Returns actors under a system of the program's, which goes on when the runtime ends. */
  public static Actors under(ActorSystem<?> program, ScheduledExecutorService timer) {
    Actors actors = new Actors(false, "troupe-", timer);
    provideCallerThreads(program);
    actors.begin(program);
    return actors;
  }

  /** Returns whether the actor system is the runtime's own. */
  public boolean isOwn() {
    return own;
  }

  /** Has the actor system started if the program lives on for some seconds. */
  public void startWithPatience() {
    timer.schedule(this::start, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void start() {
    if (started.compareAndSet(false, true)) {
      Thread boot = new Thread(this::boot, "troupe-boot");
      boot.setDaemon(true);
      boot.start();
    }
  }

  private void boot() {
    try {
      begin(newSystem());
    } catch (RuntimeException | Error e) {
      system.completeExceptionally(e);
    }
  }

  private void begin(ActorSystem<?> up) {
    Adopter parent = Adopter.start(up, prefix + "actors-" + PARENTS.incrementAndGet());
    adopter = parent;
    system.complete(up);
    early.forEach(parent::adopt);
    up.getWhenTerminated().thenRun(() -> early.forEach(LocalActor::stop));
  }

  /**
   * Returns the actor system, for actors of the program's. Blocks while Pekko starts it, some
   * hundred milliseconds when cold.
   */
  public ActorSystem<?> system() {
    start(); // not on this thread, whose interrupt would break it for everyone
    return system.join();
  }

  /** Starts an actor in the actor system. Any thread; blocks as {@link #system} does. */
  public <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
    return spawn(behavior, name, Props.empty());
  }

  /** As {@link #spawn(Behavior, String)}, with a dispatcher of its own. */
  public <T> ActorRef<T> spawn(Behavior<T> behavior, String name, Props props) {
    return system().systemActorOf(behavior, prefix + name, props);
  }

  /**
   * Starts one of Troupe's own actors, without waiting for the actor system.
   *
   * @param kind what its name begins with: lower-case letters
   * @param role makes its role, given the actor itself
   */
  public <M> LocalActor<M> spawn(
      String kind, ActorThreads threads, Function<LocalActor<M>, Role<M>> role) {
    String name = kind + "-" + names.incrementAndGet();
    LocalActor<M> actor = LocalActor.create(this, name, threads, role);
    early.add(actor);
    actor.begin();
    Adopter parent = adopter;
    if (parent != null) {
      parent.adopt(actor);
    }
    return actor;
  }

  void forget(LocalActor<?> actor) {
    early.remove(actor);
  }

  /** Returns a clock with one daemon thread: its tasks must be short and must not block. */
  public ScheduledExecutorService timer() {
    return timer;
  }

  /** Does something after a while, unless the runtime ends before. */
  void later(Duration delay, Runnable work) {
    try {
      timer.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // It has ended.
    }
  }

  /** Ends Troupe's actors, and the actor system if it is the runtime's own. Does not wait. */
  @Override
  public void close() {
    if (own && !started.compareAndSet(false, true)) {
      system.thenAccept(ActorSystem::terminate);
    }
    early.forEach(LocalActor::stop);
  }

  /** The settings are those of {@value #SETTINGS}, with system properties in front. */
  private static ActorSystem<Void> newSystem() {
    ClassLoader loader = PekkoReference.of(Actors.class.getClassLoader());
    Config config = ConfigFactory.defaultOverrides(loader)
        .withFallback(settings())
        .withFallback(ConfigFactory.defaultReference(loader))
        .resolve();
    ActorSystemSetup setup =
        ActorSystemSetup.create(BootstrapSetup.create().withClassloader(loader).withConfig(config));
    return ActorSystem.create(Behaviors.empty(), "troupe", setup);
  }

  private static Config settings() {
    return ConfigFactory.parseResources(Actors.class.getClassLoader(), SETTINGS);
  }

  /**
   * Adds the one dispatcher that Troupe brings along, so that the program's configuration need not
   * name it.
   */
  private static void provideCallerThreads(ActorSystem<?> program) {
    Dispatchers dispatchers = Adapter.toClassic(program).dispatchers();
    if (!dispatchers.hasDispatcher(CallerThreads.DISPATCHER)) {
      Config config = ConfigFactory.parseString("id = " + CallerThreads.DISPATCHER)
          .withFallback(settings().getConfig(CallerThreads.DISPATCHER))
          .withFallback(program.settings().config().getConfig(Dispatchers.DefaultDispatcherId()));
      dispatchers.registerConfigurator(
          CallerThreads.DISPATCHER,
          new DispatcherConfigurator(config, dispatchers.prerequisites()));
    }
  }
}
