import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.pattern.Patterns;

/**
 * The counterpart of the row cluster.ask in Pekko's own sharding: this JVM is a member that has no entities, two others have
 * them. Strings, for which Pekko has a serializer of its own, over TCP. Rounds as of compare.py.
 */
public final class ShardingPeer {
  private static final String DATA = "x".repeat(100);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private ShardingPeer() {}

  private static ActorSystem system(String role, String seed) {
    Config config = ConfigFactory.parseMap(Map.of(
            "pekko.loglevel", "ERROR",
            "pekko.actor.provider", "cluster",
            "pekko.remote.artery.transport", "tcp",
            "pekko.remote.artery.canonical.hostname", "127.0.0.1",
            "pekko.remote.artery.canonical.port", 0,
            "pekko.cluster.roles", List.of(role),
            "pekko.cluster.sharding.state-store-mode", "ddata",
            "pekko.cluster.jmx.enabled", "off"))
        .withFallback(ConfigFactory.load());
    ActorSystem system = ActorSystem.create("compare", config);
    Cluster cluster = Cluster.get(system);
    cluster.join(seed.isEmpty() ? cluster.selfAddress() : org.apache.pekko.actor.AddressFromURIString.parse(seed));
    return system;
  }

  /** An entity: says what it was told. */
  private static final class Echo extends AbstractActor {
    @Override
    public Receive createReceive() {
      return receiveBuilder().match(String.class, text -> getSender().tell(text, getSelf())).build();
    }
  }

  private static ShardRegion.MessageExtractor extractor() {
    return new ShardRegion.HashCodeMessageExtractor(10) {
      @Override
      public String entityId(Object message) {
        return "one";
      }
    };
  }

  private static void beMember(String seed) throws Exception {
    ActorSystem system = system("entities", seed);
    ClusterSharding.get(system)
        .start("echo", Props.create(Echo.class, Echo::new), ClusterShardingSettings.create(system).withRole("entities"), extractor());
    System.out.println("up");
    while (System.in.read() >= 0) {
      // Nothing is said; the other JVM lives.
    }
    Runtime.getRuntime().halt(0);
  }

  private static Process startMember(String seed) throws Exception {
    Process process = new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"), "-Xmx256m",
            "-cp", System.getProperty("java.class.path"), ShardingPeer.class.getName(), seed)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    BufferedReader said = process.inputReader();
    for (String line = said.readLine(); !"up".equals(line); line = said.readLine()) {
      if (line == null) {
        throw new IllegalStateException("a member ended at once");
      }
    }
    return process;
  }

  private static Object ask(ActorRef region, String text) throws Exception {
    return Patterns.ask(region, text, LIMIT).toCompletableFuture().get();
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      beMember(arguments[0]);
      return;
    }
    ActorSystem system = system("client", "");
    List<Process> members = new ArrayList<>();
    String seed = Cluster.get(system).selfAddress().toString();
    for (int i = 0; i < 2; i++) {
      members.add(startMember(seed));
    }
    ActorRef region = ClusterSharding.get(system).startProxy("echo", Optional.of("entities"), extractor());
    ask(region, DATA);
    System.out.println("up");
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" "); // "cluster.ask" and how often
      long begin = System.nanoTime();
      for (int i = Integer.parseInt(words[1]); i > 0; i--) {
        if (!ask(region, DATA).equals(DATA)) {
          throw new IllegalStateException("a wrong answer");
        }
      }
      System.out.println("ok " + (System.nanoTime() - begin));
    }
    members.forEach(Process::destroyForcibly);
    Runtime.getRuntime().halt(0);
  }
}
