package io.troupe.internal.memory;

import io.troupe.memory.Value;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;

/** Carries the name of a {@link Value} to other processes of this machine, which attach to the same memory. */
public final class ValueCodec implements PayloadCodec<Value> {
  @Override
  public Class<Value> type() {
    return Value.class;
  }

  @Override
  public String name() {
    return "troupe.Value";
  }

  @Override
  public byte[] encode(Value handle) throws IOException {
    return HandleNames.encode(handle::name);
  }

  @Override
  public Value decode(byte[] data) throws IOException {
    return HandleNames.decode(data, Value::attach);
  }
}
