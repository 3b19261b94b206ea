package io.troupe.internal.cluster.replicated;

import static java.util.Objects.requireNonNull;

import io.troupe.cluster.Consistency;
import io.troupe.cluster.ReplicatedSet;
import io.troupe.internal.cluster.access.Encoding;
import io.troupe.manager.Registration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** A set, as it is used. */
record SetFacade<E>(SharedName object) implements ReplicatedSet<E> {
  @Override
  public boolean contains(E element) {
    return object.get(Encoding.key(element)).isPresent();
  }

  @Override
  public void add(E element) {
    object.put(Encoding.key(element));
  }

  @Override
  public void remove(E element) {
    object.remove(Encoding.key(element));
  }

  @Override
  public int size() {
    return object.size();
  }

  @Override
  public Set<E> copy() {
    Set<E> copy = new HashSet<>();
    object
        .contents()
        .forEach(part -> part.keySet().forEach(key -> copy.add(Encoding.decodeKey(key))));
    return copy;
  }

  @Override
  public ReplicatedSet<E> with(Consistency consistency) {
    return new SetFacade<>(object.with(consistency));
  }

  @Override
  public Registration onChange(Consumer<? super Change<E>> listener) {
    requireNonNull(listener, "listener");
    return object.watch(
        (key, value) -> listener.accept(new Change<>(Encoding.decodeKey(key), value.isPresent())));
  }

  @Override
  public String toString() {
    return "ReplicatedSet[" + object + "]";
  }
}
