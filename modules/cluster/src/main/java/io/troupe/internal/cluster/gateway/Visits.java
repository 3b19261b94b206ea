package io.troupe.internal.cluster.gateway;

import io.troupe.internal.log.Log;
import java.io.IOException;
import java.util.function.BiConsumer;

/**
 * How a program is reached: it goes where a process waits for it, and connects the socket that is
 * wanted.
 */
final class Visits {
  private static final Log log = Log.of(Visits.class);

  private final Gateways gateways;
  private final Splicer splicer;

  Visits(Gateways gateways, Splicer splicer) {
    this.gateways = gateways;
    this.splicer = splicer;
  }

  /**
   * Goes there, on a thread of its own.
   *
   * @param failed is told the token and the reason if there is nothing to be connected
   */
  void go(String node, long token, String address, BiConsumer<Long, String> failed) {
    Thread thread = new Thread(() -> visit(node, token, address, failed), "troupe-visit");
    thread.setDaemon(true);
    thread.start();
  }

  private void visit(String node, long token, String address, BiConsumer<Long, String> failed) {
    Side here;
    try {
      here = Connector.here(address);
    } catch (IOException e) {
      failed.accept(token, String.valueOf(e.getMessage()));
      return;
    }
    try {
      splicer.join(here, gateways.meet(node, token));
    } catch (IOException | RuntimeException e) {
      here.close();
      log.warn("Cannot go to meet somebody at the node {}: {}", node, e.getMessage());
    }
  }
}
