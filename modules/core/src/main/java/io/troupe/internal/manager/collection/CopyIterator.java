package io.troupe.internal.manager.collection;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over a copy of a container's content; what it removes, it removes from the container.
 */
final class CopyIterator<S, T> implements Iterator<T> {
  private final Iterator<S> copy;
  private final Function<S, T> view;
  private final Consumer<T> remover;
  private @Nullable T last;
  private boolean removable;

  CopyIterator(Iterator<S> copy, Function<S, T> view, Consumer<T> remover) {
    this.copy = copy;
    this.view = view;
    this.remover = remover;
  }

  @Override
  public boolean hasNext() {
    return copy.hasNext();
  }

  @Override
  public T next() {
    T next = view.apply(copy.next());
    last = next;
    removable = true;
    return next;
  }

  @Override
  @SuppressWarnings("NullAway") // An element may be null.
  public void remove() {
    if (!removable) {
      throw new IllegalStateException("there is nothing to remove");
    }
    removable = false;
    remover.accept(last);
  }
}
