package io.troupe.internal.pool.crew;

import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.pool.worker.PoolSettings;
import io.troupe.internal.pool.worker.Workers;
import io.troupe.internal.system.Actors;
import io.troupe.internal.wait.CpuGate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;

/** A runtime for pools of threads, on an actor system of its own. */
public final class KitHost implements PoolHost, AutoCloseable {
  private final ActorTestKit kit = ActorTestKit.create();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();

  private final Actors actors = Actors.under(kit.system(), timer);

  @Override
  public Actors actors() {
    return actors;
  }

  @Override
  public ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public CpuGate cpu() {
    return new CpuGate() {
      @Override
      public boolean startSpinning() {
        return false;
      }

      @Override
      public void stopSpinning() {}
    };
  }

  @Override
  public Objects objects() {
    throw new UnsupportedOperationException("not shared");
  }

  @Override
  public Payloads payloads() {
    throw new UnsupportedOperationException("threads only");
  }

  @Override
  public Functions functions() {
    throw new UnsupportedOperationException("threads only");
  }

  @Override
  public Failures failures() {
    throw new UnsupportedOperationException("threads only");
  }

  @Override
  public Workers processes(PoolSettings settings) {
    throw new UnsupportedOperationException("threads only");
  }

  @Override
  public void onClose(AutoCloseable resource) {
    open.add(resource);
  }

  @Override
  public void removeOnClose(AutoCloseable resource) {
    open.remove(resource);
  }

  Set<AutoCloseable> open() {
    return open;
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
    timer.shutdownNow();
  }
}
