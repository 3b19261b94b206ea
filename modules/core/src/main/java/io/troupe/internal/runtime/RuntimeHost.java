package io.troupe.internal.runtime;

import io.troupe.internal.link.LinkServer;
import io.troupe.internal.object.ObjectHost;
import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.pool.crew.PoolHost;
import io.troupe.internal.pool.worker.PoolSettings;
import io.troupe.internal.pool.worker.ProcessWorkers;
import io.troupe.internal.pool.worker.Workers;
import io.troupe.internal.process.Identities;
import io.troupe.internal.process.Nursery;
import io.troupe.internal.process.ProcessHost;
import io.troupe.internal.process.Self;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.system.Actors;
import io.troupe.internal.wait.CpuGate;
import java.util.concurrent.ScheduledExecutorService;

/** A runtime as its pools, its objects and its processes need it. */
record RuntimeHost(TroupeRuntime runtime) implements PoolHost, ObjectHost, ProcessHost {

  @Override
  public Actors actors() {
    return runtime.actors();
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
  public Objects objects() {
    return runtime.objects();
  }

  @Override
  public Payloads payloads() {
    return runtime.payloads();
  }

  @Override
  public Functions functions() {
    return runtime.functions();
  }

  @Override
  public Failures failures() {
    return runtime.failures();
  }

  @Override
  public Workers processes(PoolSettings settings) {
    Self.requireMayHaveChildren();
    return new ProcessWorkers(
        settings,
        runtime.nursery(settings.workerSpec()),
        runtime.payloads(),
        runtime.functions(),
        runtime.failures(),
        name -> Identities.ofWorker(name, settings.mayHaveChildren()));
  }

  @Override
  public Nursery nursery(ChildSpec child) {
    return runtime.nursery(child);
  }

  @Override
  public LinkServer linkServer() {
    return runtime.linkServer();
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
