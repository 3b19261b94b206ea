package io.troupe;

import java.util.List;

/**
 * A task was lost with the node on which its worker ran: the node ended, or could not be reached
 * any more. Whether the task came to its end there is not known; it has no effect on this program
 * any more. Its pool has started another worker on another node, where there is one.
 */
public class NodeLostException extends WorkerLostException {
  private static final long serialVersionUID = 1L;

  private final String node;

  /**
   * @param task what ran, by its name or function and its number
   * @param node the address of the node
   * @param pid number of the process there
   * @param residentBytes its last known resident memory, 0 when unknown
   * @param lastLines the last lines of its output, oldest first
   */
  public NodeLostException(
      String task, String node, long pid, long residentBytes, List<String> lastLines) {
    super(
        "lost with its node: " + task + "; node " + node + " ended or cannot be reached",
        task,
        pid,
        -9,
        residentBytes,
        lastLines,
        null);
    this.node = node;
  }

  /** Returns the address of the node. */
  public String node() {
    return node;
  }
}
