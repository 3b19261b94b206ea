package io.troupe.internal.cluster.call;

import io.troupe.spi.ProcessSite.Order;
import java.util.List;
import java.util.Optional;

/** A program's use of one node. */
public interface SessionCalls {

  /** Returns where the machine of the program is for all others. */
  String place();

  /** Returns the version of Java that the JVMs run on which are started here. */
  int javaFeature();

  /**
   * Has a program's code at the node: what is missing there is fetched from the program. Waits a
   * moment for it, and is to be called again until all is there.
   */
  CodeState bring(CodeOffer code);

  /**
   * Starts a JVM, if there is a slot.
   *
   * @param code the digest of code that was brought
   * @return empty if there is none, or it is the turn of others, or the node is about to leave
   */
  Optional<Started> start(Order order, String code, SlotRequest slot);

  /** Asks a JVM and its descendants to end, or ends them; no effect after its end. */
  void end(long jvm, boolean forcibly);

  /**
   * Returns what has happened since the last call; waits for a moment if nothing has.
   *
   * @param elsewhere how many slots the program has on other nodes
   */
  List<NodeNews> news(int elsewhere);

  /** The program cannot come to meet a process. */
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
