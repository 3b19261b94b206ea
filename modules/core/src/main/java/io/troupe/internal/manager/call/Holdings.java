package io.troupe.internal.manager.call;

import io.troupe.internal.object.Keeper;
import io.troupe.internal.runtime.TroupeRuntime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects of this runtime that a container holds, each as often as it is in there. Thread-safe,
 * for a container may end while a call of it runs.
 */
public final class Holdings {
  private final Keeper keeper = TroupeRuntime.current().objects().keeper();

  // Both guarded by this.
  private final Map<Long, Integer> counts = new HashMap<>(0);
  private boolean ended;

  /** An element is in the container, once more if it was before. */
  public void keep(Element element) {
    if (!element.objects().isEmpty()) {
      element.objects().forEach(this::keep);
    }
  }

  public void keepAll(Collection<? extends Element> elements) {
    elements.forEach(this::keep);
  }

  private synchronized void keep(long object) {
    if (!ended && counts.merge(object, 1, Integer::sum) == 1) {
      keeper.hold(object, 0);
    }
  }

  /**
   * An element is in the container once less. What is held by it no more ends once the answer to
   * the call is encoded.
   */
  public void drop(Element element) {
    if (!element.objects().isEmpty()) {
      element.objects().stream()
          .filter(this::isLast)
          .forEach(object -> CallHolds.letGo(keeper, object));
    }
  }

  public void dropAll(Collection<? extends Element> elements) {
    elements.forEach(this::drop);
  }

  private synchronized boolean isLast(long object) {
    if (ended) {
      return false;
    }
    if (counts.merge(object, -1, Integer::sum) > 0) {
      return false;
    }
    counts.remove(object);
    return true;
  }

  public synchronized boolean isEmpty() {
    return counts.isEmpty();
  }

  /** The container has ended. Does not block. */
  public void end() {
    List<Long> all;
    synchronized (this) {
      ended = true;
      all = List.copyOf(counts.keySet());
      counts.clear();
    }
    all.forEach(keeper::release);
  }
}
