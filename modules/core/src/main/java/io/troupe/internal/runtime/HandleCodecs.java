package io.troupe.internal.runtime;

import io.troupe.internal.actor.ActorCodec;
import io.troupe.internal.actor.StatusReplyCodec;
import io.troupe.internal.connection.ConnectionCodec;
import io.troupe.internal.connection.OptionsCodec;
import io.troupe.internal.lending.MemoryCodec;
import io.troupe.internal.manager.ManagedCodec;
import io.troupe.internal.memory.SharedMemoryCodec;
import io.troupe.internal.pool.PoolCodec;
import io.troupe.internal.queue.QueueCodec;
import io.troupe.internal.queue.SimpleQueueCodec;
import io.troupe.internal.sync.SyncCodec;
import io.troupe.spi.PayloadCodec;

/** What makes Troupe's own handles payloads; each opens them in its runtime. */
final class HandleCodecs {
  private HandleCodecs() {}

  /** @param runtime may be incomplete: it is used when the first handle crosses */
  static PayloadCodec<?>[] of(TroupeRuntime runtime) {
    Parts.OfQueues queues = new Parts.OfQueues(runtime);
    Parts.OfMemories memories = new Parts.OfMemories(runtime);
    return new PayloadCodec<?>[] {
      new ActorCodec(new Parts.OfActorRefs(runtime)),
      new StatusReplyCodec(new Parts.OfPayloads(runtime)),
      new ConnectionCodec(new Parts.OfConnections(runtime)),
      new OptionsCodec(),
      new ManagedCodec(),
      new PoolCodec(new Parts.OfPools(runtime)),
      new QueueCodec(queues),
      new SimpleQueueCodec(queues),
      new SyncCodec(new Parts.OfSyncs(runtime)),
      new SharedMemoryCodec(),
      MemoryCodec.ofLists(memories),
      MemoryCodec.ofValues(memories),
      MemoryCodec.ofArrays(memories)
    };
  }
}
