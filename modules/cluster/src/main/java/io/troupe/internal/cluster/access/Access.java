package io.troupe.internal.cluster.access;

import io.troupe.OwnerLostException;
import io.troupe.TroupeException;
import io.troupe.cluster.ReplicationException;
import io.troupe.internal.cluster.call.NodeGuide;
import io.troupe.internal.cluster.call.NodeGuide.Found;
import io.troupe.internal.cluster.call.NotServingException;
import io.troupe.internal.cluster.call.OutcomeUnknownException;
import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.log.Log;
import io.troupe.manager.CallAbandonedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The node that this process uses for the named objects of a program's cluster: one until it is
 * lost, then another. Thread-safe.
 */
public final class Access {
  private static final Log log = Log.of(Access.class);

  private static final Map<NodeGuide, Access> all =
      Collections.synchronizedMap(new WeakHashMap<>());

  private volatile @Nullable Found current;

  /** What is done with a node. */
  public interface Exchange<T> {
    /** Does it. */
    T with(Found node) throws InterruptedException;
  }

  /** Whether something may be done twice. */
  public enum Repeat {
    /** It may. */
    YES,
    /** It may not. */
    NO
  }

  private Access() {}

  /** Returns that of a program. */
  public static Access of(NodeGuide guide) {
    return all.computeIfAbsent(guide, key -> new Access());
  }

  /** Takes note that a program uses the cluster no more. */
  public static void forget(NodeGuide guide) {
    all.remove(guide);
  }

  /**
   * Does something with a node that answers. Blocks.
   *
   * @param repeat whether another node is asked when it is not known what became of it
   */
  public <T> T call(NodeGuide guide, Repeat repeat, Exchange<T> exchange) {
    List<String> lost = new ArrayList<>();
    while (true) {
      Found node = node(guide, lost);
      try {
        return exchange.with(node);
      } catch (NotServingException e) {
        leave(node, lost, e);
      } catch (OwnerLostException | CallAbandonedException | OutcomeUnknownException e) {
        leave(node, lost, e);
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        requireRepeatable(repeat, node, e);
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
  }

  private static void requireRepeatable(Repeat repeat, Found node, RuntimeException e) {
    if (repeat == Repeat.NO) {
      throw new ReplicationException(
          "The node " + node.node() + " was lost during the call: whether it was carried out is not"
              + " known, and it is not repeated",
          e);
    }
  }

  private Found node(NodeGuide guide, List<String> lost) {
    Found known = current;
    if (known != null) {
      return known;
    }
    try {
      Found found = guide.find(Routes.forChildren().getPlace(), lost);
      current = found;
      return found;
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private void leave(Found node, List<String> lost, TroupeException reason) {
    log.debug("The node {} is not used any more: {}", node.node(), reason.toString());
    lost.add(node.node());
    synchronized (this) {
      if (node.equals(current)) {
        current = null;
      }
    }
  }

  private static CallAbandonedException interrupted() {
    Thread.currentThread().interrupt();
    return new CallAbandonedException("The thread was interrupted during a call of an object of the"
        + " cluster; whether it takes effect is not known");
  }
}
