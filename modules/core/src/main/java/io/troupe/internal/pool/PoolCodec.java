package io.troupe.internal.pool;

import io.troupe.Pool;
import io.troupe.proto.PoolHandle;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.util.function.Supplier;

/** Carries a handle of a pool that others may use: that of a manager. */
public final class PoolCodec implements PayloadCodec<Pool> {
  private final Supplier<Pools> pools;

  /** @param pools those of the runtime in which handles arrive */
  public PoolCodec(Supplier<Pools> pools) {
    this.pools = pools;
  }

  @Override
  public Class<Pool> type() {
    return Pool.class;
  }

  @Override
  public String name() {
    return "troupe.Pool";
  }

  @Override
  public byte[] encode(Pool value) throws IOException {
    if (value instanceof DefaultPool pool && pool.lease().target() instanceof RemoteTarget remote) {
      return remote.handle().toByteArray();
    }
    throw new IOException(
        "a pool cannot be sent to another process unless a manager made it: " + "see Manager.pool");
  }

  @Override
  public Pool decode(byte[] data) throws IOException {
    return pools.get().open(PoolHandle.parseFrom(data));
  }
}
