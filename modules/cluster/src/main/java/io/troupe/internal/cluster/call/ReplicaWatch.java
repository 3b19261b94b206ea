package io.troupe.internal.cluster.call;

import java.util.Map;

/** Hears of the changes of a replicated object at a node, until no process has it any more. */
public interface ReplicaWatch {

  /**
   * Returns the parts that have changed since the last call, by their numbers, as they are now; at
   * first, all that are not empty. Waits for a moment if nothing has changed.
   */
  Map<Integer, Map<String, byte[]>> next() throws InterruptedException;
}
