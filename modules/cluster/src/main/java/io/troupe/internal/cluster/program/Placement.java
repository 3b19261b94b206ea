package io.troupe.internal.cluster.program;

import io.troupe.cluster.NodeInfo;
import java.net.ConnectException;
import java.util.List;
import java.util.function.Predicate;

/**
 * On which nodes something may be started. Immutable.
 *
 * @param text for messages, as "a node with the role gpu"
 * @param admits whether a node will do
 * @param node the only one, or empty
 * @param takesSlot whether it waits for a slot and takes it, as all does that a program starts to
 *     share its work
 */
public record Placement(String text, Predicate<NodeInfo> admits, String node, boolean takesSlot) {
  public static final Placement ANYWHERE = new Placement("a node", node -> true, "", true);

  /** Returns that on one node. */
  public static Placement on(String address) {
    return new Placement(
        "the node " + address, node -> node.address().equals(address), address, true);
  }

  /** Returns that on nodes with a role. */
  public static Placement withRole(String role) {
    return new Placement(
        "a node with the role " + role, node -> node.roles().contains(role), "", true);
  }

  /** Returns that on one node, whether there is a slot or not. */
  public static Placement beside(String address) {
    return new Placement(
        "the node " + address, node -> node.address().equals(address), address, false);
  }

  /**
   * Checks that it is worth waiting.
   *
   * @param members of the cluster; empty if none is known just now
   * @throws ConnectException if the only node is no member, or is about to leave
   */
  void check(List<NodeInfo> members) throws ConnectException {
    if (node.isEmpty() || members.isEmpty()) {
      return;
    }
    NodeInfo known = members.stream()
        .filter(admits)
        .findAny()
        .orElseThrow(() -> new ConnectException(node + " is no member of the cluster "
            + members.stream().map(NodeInfo::address).toList()));
    if (known.state() == NodeInfo.State.LEAVING) {
      throw new ConnectException(node + " is about to leave the cluster");
    }
  }
}
