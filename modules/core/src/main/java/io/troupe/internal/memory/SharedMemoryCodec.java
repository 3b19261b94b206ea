package io.troupe.internal.memory;

import io.troupe.memory.SharedMemory;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Carries the name of a {@link SharedMemory} to other processes of this machine, which attach to
 * the same memory.
 */
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
  public byte[] encode(SharedMemory handle) {
    return handle.name().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public SharedMemory decode(byte[] data) throws IOException {
    String name = new String(data, StandardCharsets.UTF_8);
    try {
      return SharedMemory.attach(name);
    } catch (IllegalArgumentException malformed) {
      throw new IOException("Not a handle to shared memory: " + name, malformed);
    }
  }
}
