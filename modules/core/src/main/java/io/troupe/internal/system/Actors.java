package io.troupe.internal.system;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.dispatch.DispatcherConfigurator;
import org.apache.pekko.dispatch.Dispatchers;

/**
 * The actors of one runtime. They live in an actor system of the runtime's own, which starts when it is first needed, or
 * beside the actors of a system that the program has. Thread-safe.
 */
public final class Actors implements AutoCloseable {
  private static final String SETTINGS = "troupe-actors.conf";

  private final CompletableFuture<ActorSystem<?>> system = new CompletableFuture<>();
  private final AtomicBoolean started;
  private final String prefix;
  private final boolean own;

  private Actors(boolean own, String prefix) {
    this.own = own;
    this.prefix = prefix;
    started = new AtomicBoolean(!own);
  }

  /** Returns actors in a system of their own, which is not started yet. */
  public static Actors inOwnSystem() {
    return new Actors(true, "");
  }

  /** Returns actors under a system of the program's, which goes on when the runtime ends. */
  public static Actors under(ActorSystem<?> program) {
    Actors actors = new Actors(false, "troupe-");
    provideCallerThreads(program);
    actors.system.complete(program);
    return actors;
  }

  /** Returns whether the actor system is the runtime's own. */
  public boolean isOwn() {
    return own;
  }

  /** Begins to start the actor system beside whatever the caller does meanwhile. Idempotent. */
  public void start() {
    if (started.compareAndSet(false, true)) {
      Thread boot = new Thread(this::boot, "troupe-boot");
      boot.setDaemon(true);
      boot.start();
    }
  }

  private void boot() {
    try {
      system.complete(newSystem());
    } catch (RuntimeException | Error e) {
      system.completeExceptionally(e);
    }
  }

  /** Returns the actor system. Blocks for as long as Pekko needs to start it, some hundred milliseconds when cold. */
  public ActorSystem<?> system() {
    start(); // not on this thread, whose interrupt would break it for everyone
    return system.join();
  }

  /** Starts an actor of Troupe's own, beside the program's actors. Any thread; blocks as {@link #system} does. */
  public <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
    return spawn(behavior, name, Props.empty());
  }

  /** Starts one that runs elsewhere than on the two threads that most of them share. */
  public <T> ActorRef<T> spawn(Behavior<T> behavior, String name, Props props) {
    return system().systemActorOf(behavior, prefix + name, props);
  }

  /** Returns the threads of the actor system for work that blocks. */
  public Executor blockingThreads() {
    return system().dispatchers().lookup(DispatcherSelector.blocking());
  }

  /** Ends the actor system if it is the runtime's own. Does not wait. */
  @Override
  public void close() {
    if (own && !started.compareAndSet(false, true)) {
      system.thenAccept(ActorSystem::terminate);
    }
  }

  /** The settings are those of {@value #SETTINGS}, with system properties in front. */
  private static ActorSystem<Void> newSystem() {
    ClassLoader loader = Actors.class.getClassLoader();
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

  /** Adds the one dispatcher that Troupe brings along, so that the program's configuration need not name it. */
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
