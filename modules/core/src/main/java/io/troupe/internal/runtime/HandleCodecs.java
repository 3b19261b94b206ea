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
    return new PayloadCodec<?>[] {
      new ActorCodec(runtime::actorRefs),
      new StatusReplyCodec(runtime::payloads),
      new ConnectionCodec(runtime::connections),
      new OptionsCodec(),
      new ManagedCodec(),
      new PoolCodec(runtime::pools),
      new QueueCodec(runtime::queues),
      new SimpleQueueCodec(runtime::queues),
      new SyncCodec(runtime::syncs),
      new SharedMemoryCodec(),
      MemoryCodec.ofLists(() -> runtime.syncs().memories()),
      MemoryCodec.ofValues(() -> runtime.syncs().memories()),
      MemoryCodec.ofArrays(() -> runtime.syncs().memories())
    };
  }
}
