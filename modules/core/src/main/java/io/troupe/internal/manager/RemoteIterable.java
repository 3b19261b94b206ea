package io.troupe.internal.manager;

import java.util.Iterator;

/** What can be iterated elsewhere, as often as it allows. */
final class RemoteIterable<T> implements Iterable<T>, Managed {
  private final Remote remote;

  RemoteIterable(Remote remote) {
    this.remote = remote;
  }

  @Override
  public Remote remote() {
    return remote;
  }

  @Override
  public Kind kind() {
    return Kind.ITERABLE;
  }

  @Override
  public Iterator<T> iterator() {
    return remote.<RemoteIterator<T>>get(Call.of("iterator"));
  }

  @Override
  public String toString() {
    return "Iterable(" + remote + ")";
  }
}
