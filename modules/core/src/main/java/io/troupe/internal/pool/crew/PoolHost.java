package io.troupe.internal.pool.crew;

import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.pool.worker.PoolSettings;
import io.troupe.internal.pool.worker.Workers;
import io.troupe.internal.system.Actors;
import io.troupe.internal.wait.CpuGate;
import java.util.concurrent.ScheduledExecutorService;

/** What a pool needs from the runtime that it lives in. Thread-safe. */
public interface PoolHost {

  /** Returns what runs the actors of the runtime. */
  Actors actors();

  /** Returns a clock on whose thread nothing may block. */
  ScheduledExecutorService timer();

  CpuGate cpu();

  /** Returns the objects of the runtime, of which a shared pool is one. */
  Objects objects();

  Payloads payloads();

  Functions functions();

  Failures failures();

  /** Returns what starts processes as workers of a pool with such settings. */
  Workers processes(PoolSettings settings);

  /** Has a resource closed when the runtime ends. */
  void onClose(AutoCloseable resource);

  void removeOnClose(AutoCloseable resource);
}
