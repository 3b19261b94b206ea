package io.troupe.internal.pool.crew;

import io.troupe.WorkerInfo;
import java.util.Optional;

/** Who works for a pool of this runtime. */
public interface Roster {

  String name();

  /** Returns the worker that is the process of this number. Does not wait for any that starts. */
  Optional<WorkerInfo> workerWith(long pid);
}
