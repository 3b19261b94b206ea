package io.troupe.internal.cluster.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.troupe.internal.cluster.gateway.KeyRing;
import io.troupe.internal.cluster.replica.FileStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;

/**
 * The actor system of a node. What others must know of a node is in its roles, as Pekko has them.
 */
final class NodeSystem {
  /** All members have it in common. */
  static final String NAME = "troupe";

  private static final String GATEWAY = "troupe-gateway=";
  private static final String SLOTS = "troupe-slots=";

  private NodeSystem() {}

  /**
   * Starts one, which is no member yet.
   *
   * @param host by which other members reach it
   * @param gateway host and port of its gateway
   * @param stableAfter how long the members must have been the same before some are given up
   * @param data where it keeps replicated objects; empty for nowhere
   */
  static ActorSystem<Void> start(
      KeyRing keys,
      String host,
      String gateway,
      int slots,
      Set<String> roles,
      Duration stableAfter,
      Optional<Path> data) {
    ClassLoader loader = NodeSystem.class.getClassLoader();
    Set<String> all = new TreeSet<>(roles);
    all.add(GATEWAY + gateway);
    all.add(SLOTS + slots);
    Config config = ConfigFactory.defaultOverrides(loader)
        .withValue("pekko.cluster.roles", ConfigValueFactory.fromIterable(List.copyOf(all)))
        .withValue("pekko.remote.artery.canonical.hostname", ConfigValueFactory.fromAnyRef(host))
        .withValue(
            "pekko.cluster.split-brain-resolver.stable-after",
            ConfigValueFactory.fromAnyRef(stableAfter))
        .withFallback(data.map(NodeSystem::keeping).orElse(ConfigFactory.empty()))
        .withFallback(ConfigFactory.parseResources(loader, "troupe-node.conf"))
        .withFallback(ConfigFactory.parseResources(loader, "troupe-actors.conf"))
        .withFallback(ConfigFactory.defaultReference(loader))
        .resolve();
    ActorSystemSetup setup = ActorSystemSetup.create(
        BootstrapSetup.create().withClassloader(loader).withConfig(config),
        SSLEngineProviderSetup.create(system -> new NodeTls(keys)));
    return ActorSystem.create(Behaviors.empty(), NAME, setup);
  }

  private static Config keeping(Path data) {
    return ConfigFactory.empty()
        .withValue("keys", ConfigValueFactory.fromIterable(List.of("*")))
        .withValue("store-actor-class", ConfigValueFactory.fromAnyRef(FileStore.class.getName()))
        .withValue(FileStore.DIRECTORY, ConfigValueFactory.fromAnyRef(data.toString()))
        .atPath("pekko.cluster.distributed-data.durable");
  }

  /** Returns the address of a member, as those know it that agree on something. */
  static String peerAddress(UniqueAddress member) {
    return member.address() + "#" + member.longUid();
  }

  /** Returns host and port of a member's gateway. */
  static String gateway(Member member) {
    return role(member, GATEWAY);
  }

  static int slots(Member member) {
    return Integer.parseInt(role(member, SLOTS));
  }

  /** Returns the roles that the member was started with. */
  static Set<String> roles(Member member) {
    Set<String> roles = new TreeSet<>(member.getRoles());
    roles.removeIf(
        role -> role.startsWith(GATEWAY) || role.startsWith(SLOTS) || role.startsWith("dc-"));
    return roles;
  }

  private static String role(Member member, String prefix) {
    return member.getRoles().stream()
        .filter(role -> role.startsWith(prefix))
        .map(role -> role.substring(prefix.length()))
        .findAny()
        .orElseThrow(() -> new IllegalStateException(member + " is no node of Troupe"));
  }
}
