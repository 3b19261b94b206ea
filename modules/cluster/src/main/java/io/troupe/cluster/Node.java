package io.troupe.cluster;

import io.troupe.internal.cluster.gateway.Place;
import io.troupe.internal.cluster.node.NodeRuntime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A node: makes this JVM a member of a cluster, which starts processes for programs that
 * {@linkplain Cluster#connect connect}. There is at most one in a JVM, which should do little else:
 * the node is lost to the others while it does not answer. Thread-safe.
 *
 * <pre>{@code
 * ClusterKeys keys = ClusterKeys.load(Path.of("node.key"));
 * Node node = Node.start(NodeOptions.of(keys, "node2:7355").join("node1:7355", "node2:7355"));
 * node.join();
 * }</pre>
 */
public final class Node implements AutoCloseable {
  private final NodeRuntime runtime;

  private Node(NodeRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * Starts a node. Blocks until it is a member, as long as that takes, and has a copy of the {@link
   * Failover failover objects} if it is to have one, ten seconds more at most.
   *
   * @throws java.net.BindException if the port is in use
   * @throws java.net.UnknownHostException if the host of its address is not known
   * @throws io.troupe.connection.AuthenticationException if the key is that of a program,
   *     or a seed belongs to another cluster
   * @throws IOException if the port cannot be opened for another reason, the clocks of this machine
   *     and of a seed are more than a minute apart, the {@linkplain NodeOptions#withData
   *     directory} cannot be used, or the {@linkplain NodeOptions#withPostgres database} has not
   *     answered for ten seconds, refuses this node, or is not that of a seed
   * @throws InterruptedException if the thread is interrupted; there is no node then
   */
  public static Node start(NodeOptions options) throws IOException, InterruptedException {
    String address = options.address();
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    InetSocketAddress socket = port == 0
        ? new InetSocketAddress(address.substring(0, colon), 0)
        : Place.socketAddress(address);
    return new Node(NodeRuntime.start(new NodeRuntime.Settings(
        options.keys().ring(),
        socket,
        address,
        options.seeds(),
        options.slots(),
        options.roles(),
        options.drainTimeout(),
        options.stableAfter(),
        options.data(),
        options.postgres())));
  }

  /** Returns host and port of the node, by which others join or connect. */
  public String address() {
    return runtime.toString();
  }

  /** Returns the members of the cluster, as this node sees them. */
  public List<NodeInfo> nodes() {
    return runtime.nodes();
  }

  /** Completes when the node is a member no more, by its own will or not. */
  public CompletableFuture<Void> ended() {
    return runtime.ended();
  }

  /** Waits until the node is a member no more. */
  public void join() throws InterruptedException {
    try {
      runtime.ended().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a node is never a failure", e);
    }
  }

  /**
   * Leaves the cluster. The node starts nothing any more; the workers of pools finish the tasks
   * that they have begun, and others take their place on other nodes. A process that has not ended
   * after {@link NodeOptions#drainTimeout} ends with the node: its tasks go to other nodes or fail
   * with {@link io.troupe.NodeLostException}, as each says. Happens by itself when the JVM is asked
   * to end.
   *
   * <p>Blocks for the drain timeout and fifteen seconds more at most; an interrupt ends the wait
   * for the processes. Idempotent: who calls it while it is under way waits, too.
   */
  @Override
  public void close() {
    runtime.close();
  }

  @Override
  public String toString() {
    return "Node[" + runtime + "]";
  }
}
