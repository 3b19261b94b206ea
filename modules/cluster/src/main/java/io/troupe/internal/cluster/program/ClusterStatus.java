package io.troupe.internal.cluster.program;

import io.troupe.TroupeException;
import io.troupe.cluster.NodeInfo;
import io.troupe.connection.AuthenticationException;
import io.troupe.internal.cluster.call.NodeStatus;
import io.troupe.internal.cluster.gateway.KeyRing;
import io.troupe.internal.cluster.gateway.ProgramRoutes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Asks the nodes of a cluster how busy they are, without being a program of theirs. For a JVM that
 * does nothing else with a cluster. Thread-safe.
 */
public final class ClusterStatus implements AutoCloseable {
  private static final Executor THREAD_EACH = task -> {
    Thread thread = new Thread(task, "troupe-node-status");
    thread.setDaemon(true);
    thread.start();
  };

  private final ProgramRoutes routes;

  /**
   * What is known of one node.
   *
   * @param info as the node sees it that was asked first
   * @param status empty if it does not answer
   * @param problem why it does not; empty if it does
   */
  public record Answer(NodeInfo info, Optional<NodeStatus> status, String problem) {}

  /** Creates what asks with these keys. */
  public ClusterStatus(KeyRing keys) throws IOException {
    routes = ProgramRoutes.open(keys);
  }

  /**
   * Asks a node who is a member, and then all members at once. Blocks for some seconds more than
   * ten at most for each of both.
   *
   * @return empty if the node is no member yet
   * @throws AuthenticationException if the keys are none of the cluster's
   * @throws java.net.ConnectException if the node does not answer
   */
  public List<Answer> ask(String node) throws IOException {
    List<CompletableFuture<Answer>> asked = statusOf(node).members().stream()
        .map(member -> CompletableFuture.supplyAsync(() -> answer(member), THREAD_EACH))
        .toList();
    return asked.stream().map(CompletableFuture::join).toList();
  }

  private Answer answer(NodeInfo member) {
    try {
      return new Answer(member, Optional.of(statusOf(member.address())), "");
    } catch (IOException | RuntimeException e) {
      return new Answer(member, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private NodeStatus statusOf(String node) throws IOException {
    try {
      return routes.gateways().greet(node).status();
    } catch (AuthenticationException e) {
      throw e;
    } catch (TroupeException e) {
      throw new IOException("The node " + node + " does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    routes.close();
  }
}
