package io.troupe.internal.cluster.call;

import io.troupe.cluster.NodeInfo;
import java.util.List;

/**
 * How busy a node is.
 *
 * @param slots how many processes it has room for
 * @param used how many of them are taken
 * @param beside how many processes there are that take none
 * @param leaving whether it starts nothing any more, for it is about to leave
 * @param members of the cluster, as the node sees them; empty while it is no member
 * @param programs that use the node
 */
public record NodeStatus(
    int slots,
    int used,
    int beside,
    boolean leaving,
    List<NodeInfo> members,
    List<Program> programs) {

  /**
   * A program that uses the node.
   *
   * @param name for people
   * @param processes that it has here
   */
  public record Program(String name, List<Jvm> processes) {}

  /**
   * A process of a program.
   *
   * @param name for people
   * @param pool the name of its pool; empty for one that is no worker
   * @param takesSlot whether it has one of the slots
   * @param residentBytes 0 when it cannot be read
   * @param runningTask the task that it runs; 0 for none
   */
  public record Jvm(
      String name,
      String pool,
      boolean takesSlot,
      long pid,
      long residentBytes,
      long runningTask) {}
}
