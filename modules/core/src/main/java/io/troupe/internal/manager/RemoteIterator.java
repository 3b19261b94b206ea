package io.troupe.internal.manager;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Goes through what an iterator elsewhere yields, one call for each item, so that it does no more work than is asked for. */
final class RemoteIterator<T> implements Iterator<T>, AutoCloseable, Managed {
  private final Remote remote;

  /** The next item if it was asked for already: one for an item, none at the end. */
  private @Nullable List<@Nullable Object> ahead;

  RemoteIterator(Remote remote) {
    this.remote = remote;
  }

  @Override
  public Remote remote() {
    return remote;
  }

  @Override
  public Kind kind() {
    return Kind.ITERATOR;
  }

  @Override
  public boolean hasNext() {
    return !ahead().isEmpty();
  }

  private List<@Nullable Object> ahead() {
    if (ahead == null) {
      ahead = remote.call(Call.of("next"));
    }
    return ahead;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // Items are whatever the iterator yields.
  public T next() {
    List<@Nullable Object> next = ahead();
    if (next.isEmpty()) {
      throw new NoSuchElementException("the iteration has ended");
    }
    ahead = null;
    return (T) next.get(0);
  }

  /** Ends the iteration there. */
  @Override
  public void close() {
    remote.call(Call.of("close"));
  }

  @Override
  public String toString() {
    return "Iterator(" + remote + ")";
  }
}
