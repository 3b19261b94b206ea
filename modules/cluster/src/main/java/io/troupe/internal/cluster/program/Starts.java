package io.troupe.internal.cluster.program;

import io.troupe.TroupeException;
import io.troupe.connection.AuthenticationException;
import io.troupe.internal.log.Log;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts JVMs where there is room, and waits for that. Thread-safe. */
final class Starts {
  private static final Log log = Log.of(Starts.class);

  /** So long a slot is waited for without a word, and without a word to the program's own pools. */
  private static final long SAY_AFTER_NANOS = Duration.ofSeconds(1).toNanos();

  /** So long one node is given to have others make room, before the next one is. */
  private static final long ASK_NEXT_NANOS = Duration.ofSeconds(3).toNanos();

  private final ClusterRuntime cluster;
  private final Slots slots;

  Starts(ClusterRuntime cluster, Slots slots) {
    this.cluster = cluster;
    this.slots = slots;
  }

  /**
   * Starts one on the node that has the fewest of this program's for its slots, of those that may
   * be and have a slot. Blocks while none has.
   *
   * @throws ConnectException if there will be none
   * @throws CodeRefusedException if no such node can run the program's code
   */
  RemoteJvm start(Demand demand) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    boolean said = false;
    while (true) {
      demand.placement().check(cluster.nodes());
      long waited = System.nanoTime() - begin;
      Optional<RemoteJvm> started = tryStart(demand, waited);
      if (started.isPresent()) {
        cluster.links().forEach(link -> link.shares().waitsNoMore(demand.party()));
        return started.get();
      }
      if (!said && waited > SAY_AFTER_NANOS) {
        said = true;
        slots.sayWaiting(demand);
      }
      cluster.awaitChange();
    }
  }

  private Optional<RemoteJvm> tryStart(Demand demand, long waited)
      throws IOException, InterruptedException {
    List<String> nodes = cluster.byLoad(demand.placement());
    List<String> refusals = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      try {
        NodeLink link = cluster.enter(nodes.get(i));
        boolean waitsHere = i == waited / ASK_NEXT_NANOS % nodes.size();
        Optional<RemoteJvm> started = tryStart(demand, link, waitsHere);
        if (started.isPresent()) {
          return started;
        }
        if (waitsHere && waited > SAY_AFTER_NANOS) {
          slots.makeRoom(demand, link.shares());
        }
      } catch (CodeRefusedException e) {
        refusals.add(e.getMessage());
      } catch (AuthenticationException e) {
        throw e;
      } catch (IOException | TroupeException | IllegalStateException e) {
        log.debug("Nothing can be started on the node {}", nodes.get(i), e);
      }
    }
    requireSomeTake(nodes, refusals);
    return Optional.empty();
  }

  /** Others of this program may wait there as well, and have fewer. */
  private Optional<RemoteJvm> tryStart(Demand demand, NodeLink link, boolean waits)
      throws IOException, InterruptedException {
    Optional<RemoteJvm> started = Optional.empty();
    if (!demand.placement().takesSlot()
        || link.shares().isTurnOf(demand.party(), 1, slots::heldBy)) {
      started = link.start(demand, waits);
    }
    if (started.isEmpty()) {
      link.shares().waits(demand.party());
    }
    return started;
  }

  /** A node that has no slot now will have one; one that refuses the code always will. */
  private static void requireSomeTake(List<String> nodes, List<String> refusals)
      throws CodeRefusedException {
    if (!nodes.isEmpty() && refusals.size() == nodes.size()) {
      throw new CodeRefusedException(String.join("; ", refusals));
    }
  }
}
