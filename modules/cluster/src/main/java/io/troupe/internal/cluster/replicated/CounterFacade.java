package io.troupe.internal.cluster.replicated;

import static java.util.Objects.requireNonNull;

import io.troupe.cluster.Consistency;
import io.troupe.cluster.ReplicatedCounter;
import io.troupe.manager.Registration;
import java.math.BigInteger;
import java.util.function.LongConsumer;

/** A counter, as it is used. */
record CounterFacade(SharedName object) implements ReplicatedCounter {
  @Override
  public void increment(long amount) {
    object.add(amount);
  }

  @Override
  public long value() {
    return object.get(SharedName.ONLY).map(CounterFacade::number).orElse(0L);
  }

  private static long number(byte[] value) {
    return new BigInteger(value).longValueExact();
  }

  @Override
  public ReplicatedCounter with(Consistency consistency) {
    return new CounterFacade(object.with(consistency));
  }

  @Override
  public Registration onChange(LongConsumer listener) {
    requireNonNull(listener, "listener");
    return object.watch(
        (key, value) -> listener.accept(value.map(CounterFacade::number).orElse(0L)));
  }

  @Override
  public String toString() {
    return "ReplicatedCounter[" + object + "]";
  }
}
