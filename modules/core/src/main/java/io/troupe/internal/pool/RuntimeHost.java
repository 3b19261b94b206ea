package io.troupe.internal.pool;

import io.troupe.internal.process.Identities;
import io.troupe.internal.process.Self;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.wait.CpuGate;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** The runtime of this JVM, as pools need it. */
record RuntimeHost(TroupeRuntime runtime) implements PoolHost {

  static PoolHost current() {
    return new RuntimeHost(TroupeRuntime.current());
  }

  @Override
  public <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
    return runtime.actors().spawn(behavior, name);
  }

  @Override
  public ScheduledExecutorService timer() {
    return runtime.timer();
  }

  @Override
  public CpuGate cpu() {
    return runtime.cpu();
  }

  @Override
  public int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public Workers processes(PoolSettings settings) {
    Self.requireMayHaveChildren();
    return new ProcessWorkers(
        settings,
        runtime.children(),
        runtime.payloads(),
        runtime.functions(),
        runtime.failures(),
        name -> Identities.ofWorker(name, settings.mayHaveChildren()));
  }

  @Override
  public void onClose(AutoCloseable resource) {
    runtime.onClose(resource);
  }

  @Override
  public void removeOnClose(AutoCloseable resource) {
    runtime.removeOnClose(resource);
  }
}
