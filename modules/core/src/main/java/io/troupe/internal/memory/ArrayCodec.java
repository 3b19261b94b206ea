package io.troupe.internal.memory;

import io.troupe.memory.Array;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;

/** Carries the name of a {@link Array} to other processes of this machine, which attach to the same memory. */
public final class ArrayCodec implements PayloadCodec<Array> {
  @Override
  public Class<Array> type() {
    return Array.class;
  }

  @Override
  public String name() {
    return "troupe.Array";
  }

  @Override
  public byte[] encode(Array handle) throws IOException {
    return HandleNames.encode(handle::name);
  }

  @Override
  public Array decode(byte[] data) throws IOException {
    return HandleNames.decode(data, Array::attach);
  }
}
