package io.troupe.internal.cluster.failover;

import static java.util.Objects.requireNonNull;

import io.troupe.cluster.Failover;
import io.troupe.cluster.FailoverActor;
import io.troupe.cluster.FailoverCounter;
import io.troupe.cluster.FailoverLock;
import io.troupe.cluster.FailoverMap;
import io.troupe.cluster.FailoverQueue;
import io.troupe.cluster.FailoverSemaphore;
import io.troupe.cluster.FailoverStep;
import io.troupe.function.Task2;
import io.troupe.internal.cluster.access.Names;
import io.troupe.internal.cluster.call.NodeGuide;
import io.troupe.internal.option.Checks;
import io.troupe.proto.FailoverKind;

/** The objects of one name. */
public record AgreedObjects(NodeGuide guide, String name) implements Failover {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is empty or too long
   */
  public AgreedObjects {
    Names.check(name);
  }

  private AgreedName object() {
    return new AgreedName(guide, name);
  }

  @Override
  public <E> FailoverQueue<E> queue() {
    return new QueueFacade<>(object());
  }

  @Override
  public <K, V> FailoverMap<K, V> map() {
    return new MapFacade<>(object());
  }

  @Override
  public FailoverCounter counter() {
    return new CounterFacade(object());
  }

  @Override
  public FailoverLock lock() {
    return new LockFacade(new Permits(object(), FailoverKind.FAILOVER_LOCK, 1));
  }

  @Override
  public FailoverSemaphore semaphore(int permits) {
    Checks.positive("permits", permits);
    return new SemaphoreFacade(new Permits(object(), FailoverKind.FAILOVER_SEMAPHORE, permits));
  }

  @Override
  public <S, M, R> FailoverActor<M, R> actor(S first, Task2<S, M, FailoverStep<S, R>> behavior) {
    return new ActorFacade<>(
        object(), requireNonNull(first, "first"), requireNonNull(behavior, "behavior"));
  }

  @Override
  public String toString() {
    return "Failover[" + name + "]";
  }
}
