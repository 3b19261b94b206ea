package io.troupe.cluster;

import static java.util.Objects.requireNonNull;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.Pool;
import io.troupe.actor.Actors;
import io.troupe.actor.RestartPolicy;
import io.troupe.function.Task1;
import io.troupe.internal.cluster.failover.AgreedObjects;
import io.troupe.internal.cluster.gateway.Place;
import io.troupe.internal.cluster.program.ClusterRuntime;
import io.troupe.internal.cluster.program.Party;
import io.troupe.internal.cluster.program.Placement;
import io.troupe.internal.cluster.replicated.NamedObjects;
import io.troupe.spi.ProcessSite;
import io.troupe.spi.SiteProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * A cluster, as a program uses it: its nodes start the program's processes. A pool, a process or an
 * actor on it is used as one on this machine, and so are queues, pipes, locks, managers and all
 * else that its processes share with this program and with each other. Thread-safe.
 *
 * <pre>{@code
 * ClusterKeys keys = ClusterKeys.load(Path.of("program.key"));
 * try (Cluster cluster = Cluster.connect("node1:7355", keys);
 *     Pool pool = Pool.builder().on(cluster).start()) {
 *   pool.map(Main::square, numbers);
 * }
 * }</pre>
 *
 * <p>Programs, and the pools of a program, share the nodes' slots. A slot that is free goes to the
 * one that waits and has the fewest; idle workers make room for those that wait; and one that has
 * at least two slots more than another that waits gives one back when a task has ended. No task is
 * interrupted for that. A process that is no worker keeps its slot until it ends.
 *
 * <p>A program is no member of the cluster, and listens at no port: programs may come and go. A
 * task that is lost with a node fails with {@link io.troupe.NodeLostException}, or runs again on
 * another, as the pool's and the call's retries say. A JVM uses one cluster at a time.
 */
public final class Cluster implements ProcessSite, AutoCloseable {
  /** What {@code troupe run} sets. */
  private static final String NODES = "TROUPE_NODES";

  private static final String KEY = "TROUPE_KEY";

  private static final int MOST_IN_NAME = 200;

  /** One that always fails must not keep the nodes busy. */
  private static final RestartPolicy RESTARTS =
      RestartPolicy.restartWithBackoff(Duration.ofMillis(100), Duration.ofSeconds(10));

  private final ClusterRuntime runtime;
  private final List<ActorRef<?>> singletons = new CopyOnWriteArrayList<>();

  private Cluster(ClusterRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * Connects with the cluster that the environment names, as {@code troupe run} does for the
   * program that it starts: {@code TROUPE_NODES} is a list of nodes with commas in between, {@code
   * TROUPE_KEY} the path of the file with the key. Blocks as {@link #connect(List, ClusterKeys)}.
   *
   * @throws IllegalStateException if one of the two is not set
   * @throws io.troupe.connection.AuthenticationException if the key is none of this cluster's
   * @throws IllegalArgumentException if one of the nodes is no address
   * @throws java.net.ConnectException if there is no node, or it does not answer
   * @throws IOException if the key cannot be read, or the connection fails for another reason
   */
  public static Cluster connect() throws IOException {
    List<String> nodes = List.of(variable(NODES).split("\\s*,\\s*"));
    return connect(nodes, ClusterKeys.load(Path.of(variable(KEY))));
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(name
          + " is not set: start the program by `troupe run`, or name nodes and key in connect");
    }
    return value.strip();
  }

  /**
   * Connects with a cluster. Blocks while a node answers, ten seconds each at most.
   *
   * @param node host and port of one of its nodes, as {@code node1:7355}
   * @param keys of a program
   * @throws io.troupe.connection.AuthenticationException if the keys are none of this cluster's
   * @throws java.net.ConnectException if there is no node, or it does not answer
   * @throws IllegalArgumentException if the address is none
   * @throws IOException if the connection fails for another reason
   */
  public static Cluster connect(String node, ClusterKeys keys) throws IOException {
    return connect(List.of(node), keys);
  }

  /**
   * As {@link #connect(String, ClusterKeys)}, by the first of several nodes that answers.
   *
   * @throws IllegalArgumentException if there is none in the list
   */
  public static Cluster connect(List<String> nodes, ClusterKeys keys) throws IOException {
    nodes.forEach(Place::socketAddress);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("name at least one node, as node1:7355");
    }
    return new Cluster(
        ClusterRuntime.connect(nodes, requireNonNull(keys, "keys").ring()));
  }

  /** Returns the nodes, as those see them that this program uses. */
  public List<NodeInfo> nodes() {
    return runtime.nodes();
  }

  /**
   * Returns objects of which every node has a copy, by their name. Does not block.
   *
   * @param name of 1 to 256 characters
   * @throws IllegalArgumentException if it is not so long
   * @throws io.troupe.OwnerLostException if this is closed
   */
  public Replicated replicated(String name) {
    return new NamedObjects(runtime.guide(), requireNonNull(name, "name"));
  }

  /**
   * Returns objects that a majority of the oldest nodes agrees on, and that outlive the loss of the
   * others, by their name. Does not block.
   *
   * @param name of 1 to 256 characters
   * @throws IllegalArgumentException if it is not so long
   * @throws io.troupe.OwnerLostException if this is closed
   */
  public Failover failover(String name) {
    return new AgreedObjects(runtime.guide(), requireNonNull(name, "name"));
  }

  /**
   * Returns one node alone, for what is to run there and nowhere else. A process that is started
   * there waits for a slot of that node, and fails with {@link io.troupe.ProcessStartException} if
   * the node is no member, or is about to leave. Does not block.
   *
   * @param address one of those of {@link #nodes}
   */
  public ProcessSite node(String address) {
    requireNonNull(address, "address");
    Place.socketAddress(address);
    return new ClusterPart(runtime, Placement.on(address));
  }

  /**
   * Returns the nodes that have a role, those that are to join among them. A process that is
   * started there waits until one of them has a slot. Does not block.
   *
   * @param name one of those that the nodes were given
   */
  public ProcessSite role(String name) {
    return new ClusterPart(runtime, Placement.withRole(requireNonNull(name, "name")));
  }

  /**
   * Keeps one actor alive on the nodes: in a process on one of them, and, when it fails or its
   * process or node is lost, in another one. Does not block. The reference stays valid; a thousand
   * messages wait while none is at work, more are dead letters.
   *
   * <p>At most one of a name is at work in the whole cluster, for each holds a {@link FailoverLock}
   * from before its behaviour is made to the end of its process. Where several programs have one of
   * the same name, each has its own reference and its own behaviour, and all but one wait, each with
   * a process that has a slot and with the messages of its program, until that one stops or is lost
   * with its program. A process that was stopped for long, or cut off, may not know yet that
   * another has taken its place: what it changes outside itself should carry the token, and refuse a
   * smaller one than it has seen.
   *
   * <pre>{@code
   * ActorRef<Account.Command> one = cluster.singleton("account", token -> Account.create());
   * }</pre>
   *
   * <p>Its state is lost with it: what must survive belongs into {@link Failover}. It ends for good
   * when it stops by itself, by {@link Actors#stop}, and with this.
   *
   * @param name as Pekko allows for the path of an actor, of at most 200 characters
   * @param factory makes the behaviour, in the process on the node, given the token of the lock,
   *     which is larger than that of all before
   * @throws IllegalArgumentException if the name is not allowed
   * @throws io.troupe.PayloadException if the factory cannot cross
   * @throws io.troupe.OwnerLostException if this is closed
   */
  public <T> ActorRef<T> singleton(String name, Task1<Long, Behavior<T>> factory) {
    requireNonNull(factory, "factory");
    if (requireNonNull(name, "name").length() > MOST_IN_NAME) {
      throw new IllegalArgumentException("the name of a singleton must have at most " + MOST_IN_NAME
          + " characters, had " + name.length());
    }
    FailoverLock lock = failover("troupe.singleton." + name).lock();
    ActorRef<T> made =
        Actors.spawn(() -> factory.call(Singletons.alone(lock)), name, RESTARTS, this);
    singletons.add(made);
    return made;
  }

  /**
   * Has each node that is up run a task once, in a process of its own, which takes no slot: it does
   * not wait for other work. Does not block. A node that joins later does not run it.
   *
   * <pre>{@code
   * cluster.broadcast(Call.of(() -> System.getProperty("java.version")))
   *     .forEach((node, version) -> version.thenAccept(text -> System.out.println(node + text)));
   * }</pre>
   *
   * @return what becomes of it at each node, by the node's address; it fails with {@link
   *     io.troupe.NodeLostException} where the node is lost meanwhile
   */
  public <T> Map<String, AsyncResult<T>> broadcast(Call<T> task) {
    requireNonNull(task, "task");
    Map<String, AsyncResult<T>> results = new TreeMap<>();
    for (NodeInfo node : nodes()) {
      if (node.state() == NodeInfo.State.UP) {
        results.put(node.address(), runOnce(task, Placement.beside(node.address())));
      }
    }
    return results;
  }

  private <T> AsyncResult<T> runOnce(Call<T> task, Placement placement) {
    Pool pool =
        Pool.builder().on(new ClusterPart(runtime, placement)).processes(1).start();
    AsyncResult<T> result = pool.applyAsync(task);
    result.whenComplete((value, failure) -> pool.terminate());
    return result;
  }

  @Override
  public int slots() {
    return runtime.slots(Placement.ANYWHERE);
  }

  @Override
  public SiteProcess start(Order order) throws IOException, InterruptedException {
    return runtime.start(order, Placement.ANYWHERE, Party.process());
  }

  @Override
  public ProcessSite forPool(String name) {
    return new ClusterPart(runtime, Placement.ANYWHERE).forPool(name);
  }

  /** Ends all processes that this program has on the nodes, and the connection. Idempotent. */
  @Override
  public void close() {
    singletons.forEach(Actors::stop);
    runtime.close();
  }

  @Override
  public String toString() {
    return "Cluster" + runtime.nodes().stream().map(NodeInfo::address).toList();
  }
}
