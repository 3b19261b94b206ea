package io.troupe.internal.system;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Starts actor systems with the settings of {@code troupe-actors.conf}, and the program's own configuration in front. */
public final class ActorSystems {
  private ActorSystems() {}

  /** Starts the actor system of this JVM. Blocks for as long as Pekko needs, some hundred milliseconds when cold. */
  public static ActorSystem<Void> start() {
    ClassLoader loader = ActorSystems.class.getClassLoader();
    Config config = ConfigFactory.defaultOverrides(loader)
        .withFallback(ConfigFactory.parseResources(loader, "troupe-actors.conf"))
        .withFallback(ConfigFactory.defaultReference(loader))
        .resolve();
    ActorSystemSetup setup =
        ActorSystemSetup.create(BootstrapSetup.create().withClassloader(loader).withConfig(config));
    return ActorSystem.create(Behaviors.empty(), "troupe", setup);
  }
}
