package io.troupe.internal.actor;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.internal.object.FrontThread;
import io.troupe.internal.wait.ResultSource;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.dispatch.Dispatcher;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.Dispatchers;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.ExecutorServiceFactoryProvider;
import org.apache.pekko.dispatch.MessageDispatcher;
import org.apache.pekko.dispatch.MessageDispatcherConfigurator;
import org.jspecify.annotations.Nullable;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/** The dispatcher of actors that others speak to: {@link FrontThread}, and Pekko's threads. */
final class FrontDispatcher extends MessageDispatcherConfigurator {
  private static final String NAME = "troupe-front-";
  private static final int THROUGHPUT = 64;
  private static final int IDLE_SECONDS = 10;

  /** Several runtimes may share a system of the program's. */
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final MessageDispatcher instance;

  private FrontDispatcher(
      Config config,
      DispatcherPrerequisites prerequisites,
      String name,
      ExecutorServiceFactoryProvider threads) {
    super(config, prerequisites);
    instance = new Dispatcher(
        this,
        name,
        THROUGHPUT,
        Duration.Zero(),
        threads,
        new FiniteDuration(IDLE_SECONDS, TimeUnit.SECONDS));
  }

  @Override
  public MessageDispatcher dispatcher() {
    return instance;
  }

  /** Makes such a dispatcher, and returns how an actor is put there. */
  static Props in(ActorSystem<?> system, Supplier<@Nullable ResultSource> sources) {
    String name = NAME + NUMBERS.incrementAndGet();
    Dispatchers dispatchers = Adapter.toClassic(system).dispatchers();
    Config config = ConfigFactory.parseString("id = " + name)
        .withFallback(system.settings().config().getConfig(Dispatchers.DefaultDispatcherId()));
    ExecutorServiceFactory threads =
        () -> new FrontThread("troupe-actor-front", system.executionContext()::execute, sources);
    dispatchers.registerConfigurator(
        name,
        new FrontDispatcher(
            config,
            dispatchers.prerequisites(),
            name,
            (String id, ThreadFactory factory) -> threads));
    return DispatcherSelector.fromConfig(name);
  }
}
