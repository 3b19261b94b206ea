package io.troupe.internal.cluster.replicated;

import io.troupe.cluster.Consistency;
import io.troupe.cluster.Replicated;
import io.troupe.cluster.ReplicatedCounter;
import io.troupe.cluster.ReplicatedFlag;
import io.troupe.cluster.ReplicatedMap;
import io.troupe.cluster.ReplicatedRegister;
import io.troupe.cluster.ReplicatedSet;
import io.troupe.internal.cluster.access.Names;
import io.troupe.internal.cluster.call.NodeGuide;
import io.troupe.internal.cluster.call.ReplicaCalls.Kind;

/** The objects of one name. */
public record NamedObjects(NodeGuide guide, String name) implements Replicated {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is empty or too long
   */
  public NamedObjects {
    Names.check(name);
  }

  @Override
  public <K, V> ReplicatedMap<K, V> map() {
    return new MapFacade<>(object(Kind.MAP));
  }

  @Override
  public <E> ReplicatedSet<E> set() {
    return new SetFacade<>(object(Kind.SET));
  }

  @Override
  public ReplicatedCounter counter() {
    return new CounterFacade(object(Kind.COUNTER));
  }

  @Override
  public ReplicatedFlag flag() {
    return new FlagFacade(object(Kind.FLAG));
  }

  @Override
  public <V> ReplicatedRegister<V> register() {
    return new RegisterFacade<>(object(Kind.REGISTER));
  }

  private SharedName object(Kind kind) {
    return new SharedName(guide, kind, name, Consistency.LOCAL);
  }

  @Override
  public String toString() {
    return "Replicated[" + name + "]";
  }
}
