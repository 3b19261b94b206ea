package io.troupe.internal.sync;

import io.troupe.OwnerLostException;
import io.troupe.proto.SyncHandle;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Carries locks and their relatives to other processes: as handles, which are opened where they
 * arrive.
 */
public final class SyncCodec implements PayloadCodec<SyncObject> {
  private final Supplier<Syncs> syncs;

  /** @param syncs those of the runtime in which handles arrive */
  public SyncCodec(Supplier<Syncs> syncs) {
    this.syncs = syncs;
  }

  @Override
  public Class<SyncObject> type() {
    return SyncObject.class;
  }

  @Override
  public String name() {
    return "troupe.Sync";
  }

  @Override
  public byte[] encode(SyncObject value) throws IOException {
    try {
      return value.toHandle().toByteArray();
    } catch (OwnerLostException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public SyncObject decode(byte[] data) throws IOException {
    try {
      return syncs.get().open(SyncHandle.parseFrom(data));
    } catch (OwnerLostException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
