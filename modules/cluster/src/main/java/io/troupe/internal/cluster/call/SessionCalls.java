package io.troupe.internal.cluster.call;

import io.troupe.spi.ProcessSite.Order;
import java.util.List;
import java.util.Optional;

/** A program's use of one node. */
public interface SessionCalls {

  /** Returns where the machine of the program is for all others. */
  String place();

  /**
   * Starts a JVM, if there is a slot.
   *
   * @param takesSlot whether it needs one
   * @return empty if there is none, or the node is about to leave
   */
  Optional<Started> start(Order order, boolean takesSlot);

  /** Asks a JVM and its descendants to end, or ends them; no effect after its end. */
  void end(long jvm, boolean forcibly);

  /** Returns what has happened since the last call; waits for a moment if nothing has. */
  List<NodeNews> news();

  /** The program cannot come to meet somebody. */
  void notMet(long token, String reason);

  /** Ends all that was started here. */
  void leave();

  /**
   * What was started.
   *
   * @param jvm its number at the node
   */
  record Started(long jvm, long pid) {}
}
