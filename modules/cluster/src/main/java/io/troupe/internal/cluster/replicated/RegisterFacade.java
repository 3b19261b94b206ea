package io.troupe.internal.cluster.replicated;

import static java.util.Objects.requireNonNull;

import io.troupe.cluster.Consistency;
import io.troupe.cluster.ReplicatedRegister;
import io.troupe.internal.cluster.access.Encoding;
import io.troupe.manager.Registration;
import java.util.Optional;
import java.util.function.Consumer;

/** A register, as it is used. */
record RegisterFacade<V>(SharedName object) implements ReplicatedRegister<V> {
  @Override
  public Optional<V> get() {
    return object.get(SharedName.ONLY).map(Encoding::decode);
  }

  @Override
  public void set(V value) {
    object.put(SharedName.ONLY, Encoding.value(value));
  }

  @Override
  public void clear() {
    object.remove(SharedName.ONLY);
  }

  @Override
  public ReplicatedRegister<V> with(Consistency consistency) {
    return new RegisterFacade<>(object.with(consistency));
  }

  @Override
  public Registration onChange(Consumer<? super Optional<V>> listener) {
    requireNonNull(listener, "listener");
    return object.watch((key, value) -> listener.accept(value.map(Encoding::decode)));
  }

  @Override
  public String toString() {
    return "ReplicatedRegister[" + object + "]";
  }
}
