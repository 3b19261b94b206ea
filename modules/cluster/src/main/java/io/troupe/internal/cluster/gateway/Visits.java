package io.troupe.internal.cluster.gateway;

import io.troupe.internal.link.LinkServer;
import io.troupe.internal.log.Log;
import io.troupe.internal.runtime.TroupeRuntime;
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
    LinkServer own = TroupeRuntime.current().linkServer();
    if (address.equals(own.localAddress())) {
      meet(node, () -> own.take(gateways.meet(node, token).transport()));
    } else {
      connect(node, token, address, failed);
    }
  }

  /** One of this program's processes is wanted. */
  private void connect(String node, long token, String address, BiConsumer<Long, String> failed) {
    Side here;
    try {
      here = Connector.here(address);
    } catch (IOException e) {
      failed.accept(token, String.valueOf(e.getMessage()));
      return;
    }
    if (!meet(node, () -> splicer.join(here, gateways.meet(node, token)))) {
      here.close();
    }
  }

  private interface Meeting {
    void go() throws IOException;
  }

  private static boolean meet(String node, Meeting meeting) {
    try {
      meeting.go();
      return true;
    } catch (IOException | RuntimeException e) {
      log.warn("Cannot go to meet a process at the node {}: {}", node, e.getMessage());
      return false;
    }
  }
}
