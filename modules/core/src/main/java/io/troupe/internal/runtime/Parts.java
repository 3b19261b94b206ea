package io.troupe.internal.runtime;

import io.troupe.internal.actor.ActorRefs;
import io.troupe.internal.connection.Connections;
import io.troupe.internal.lending.Memories;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.pool.Pools;
import io.troupe.internal.queue.Queues;
import io.troupe.internal.sync.Syncs;
import java.util.function.Supplier;

/**
 * Parts of a runtime for what is made before them, which asks for them later. Classes and no
 * lambdas, for each process makes them all: to link a lambda that knows its runtime takes a young
 * JVM a millisecond, ten times as long as to load such a class from the archive.
 */
final class Parts {
  private Parts() {}

  record OfActorRefs(TroupeRuntime runtime) implements Supplier<ActorRefs> {
    @Override
    public ActorRefs get() {
      return runtime.actorRefs();
    }
  }

  record OfPayloads(TroupeRuntime runtime) implements Supplier<Payloads> {
    @Override
    public Payloads get() {
      return runtime.payloads();
    }
  }

  record OfConnections(TroupeRuntime runtime) implements Supplier<Connections> {
    @Override
    public Connections get() {
      return runtime.connections();
    }
  }

  record OfPools(TroupeRuntime runtime) implements Supplier<Pools> {
    @Override
    public Pools get() {
      return runtime.pools();
    }
  }

  record OfQueues(TroupeRuntime runtime) implements Supplier<Queues> {
    @Override
    public Queues get() {
      return runtime.queues();
    }
  }

  record OfSyncs(TroupeRuntime runtime) implements Supplier<Syncs> {
    @Override
    public Syncs get() {
      return runtime.syncs();
    }
  }

  record OfMemories(TroupeRuntime runtime) implements Supplier<Memories> {
    @Override
    public Memories get() {
      return runtime.syncs().memories();
    }
  }
}
