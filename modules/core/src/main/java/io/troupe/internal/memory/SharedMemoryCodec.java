package io.troupe.internal.memory;

import io.troupe.memory.SharedMemory;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;

/** Carries the name of a {@link SharedMemory} to other processes of this machine, which attach to the same memory. */
public final class SharedMemoryCodec implements PayloadCodec<SharedMemory> {
  @Override
  public Class<SharedMemory> type() {
    return SharedMemory.class;
  }

  @Override
  public String name() {
    return "troupe.SharedMemory";
  }

  @Override
  public byte[] encode(SharedMemory handle) throws IOException {
    return HandleNames.encode(handle::name);
  }

  @Override
  public SharedMemory decode(byte[] data) throws IOException {
    return HandleNames.decode(data, SharedMemory::attach);
  }
}
