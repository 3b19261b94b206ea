package io.troupe.internal.queue;

import io.troupe.proto.QueueItem;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Goes through what was in a queue at one moment; can remove what still is. Not thread-safe. */
final class Snapshot<E> implements Iterator<E> {
  private final DefaultQueue<E> queue;
  private final List<QueueItem> items;
  private int next;
  private boolean removable;

  Snapshot(DefaultQueue<E> queue, List<QueueItem> items) {
    this.queue = queue;
    this.items = items;
  }

  @Override
  public boolean hasNext() {
    return next < items.size();
  }

  @Override
  public E next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    E item = queue.decode(items.get(next++).getItem());
    removable = true;
    return item;
  }

  @Override
  public void remove() {
    if (!removable) {
      throw new IllegalStateException("next() comes before remove()");
    }
    removable = false;
    queue.remove(items.get(next - 1));
  }
}
