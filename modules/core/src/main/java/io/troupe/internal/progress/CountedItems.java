package io.troupe.internal.progress;

import io.troupe.Progress;
import io.troupe.ProgressBar;
import java.util.Collection;
import java.util.Iterator;

/** Items that count themselves: one is done when the next is asked for. */
public record CountedItems<T>(String label, Iterable<T> items) implements Iterable<T> {

  @Override
  public Iterator<T> iterator() {
    long total = items instanceof Collection<?> collection ? collection.size() : 0;
    return new Counting<>(items.iterator(), Progress.bar(label, total));
  }

  private static final class Counting<T> implements Iterator<T> {
    private final Iterator<T> items;
    private final ProgressBar bar;
    private boolean given;

    Counting(Iterator<T> items, ProgressBar bar) {
      this.items = items;
      this.bar = bar;
    }

    @Override
    public boolean hasNext() {
      countGiven();
      boolean more = items.hasNext();
      if (!more) {
        bar.close();
      }
      return more;
    }

    @Override
    public T next() {
      countGiven();
      T item = items.next();
      given = true;
      return item;
    }

    private void countGiven() {
      if (given) {
        given = false;
        bar.step();
      }
    }
  }
}
