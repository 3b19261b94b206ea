package io.troupe.internal.cluster.call;

import io.troupe.cluster.NodeInfo;
import io.troupe.spi.SiteProcess;
import java.util.List;

/** What a node tells a program. */
public sealed interface NodeNews {

  /** A JVM has printed something. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
  record Printed(long jvm, boolean error, byte[] bytes) implements NodeNews {}

  /** A JVM is no more; all that it printed was told before. */
  record Exited(long jvm, int status, long runningTask) implements NodeNews {}

  /** How a JVM fares. */
  record Fares(long jvm, long residentBytes, long processorNanos, long runningTask)
      implements NodeNews {}

  /** A process elsewhere waits at the node for a socket at the machine of the program. */
  record Wanted(long token, String address) implements NodeNews {}

  /** The members of the cluster, as the node sees them. */
  record Members(List<NodeInfo> nodes) implements NodeNews {}

  /** The node is about to leave: it starts nothing more, and what runs there should move. */
  record Leaving() implements NodeNews {}

  /** The node has left: what still ran there has ended. Nothing is told after that. */
  record Left() implements NodeNews {}

  /** Others wait for the slot of a JVM. */
  record SlotWanted(long jvm, SiteProcess.Wish wish) implements NodeNews {}

  /** A slot is free that was not. */
  record SlotFree() implements NodeNews {}
}
