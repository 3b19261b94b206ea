package io.troupe.internal.memory;

import io.troupe.memory.Array;
import io.troupe.memory.ShareableList;
import io.troupe.memory.SharedMemory;
import io.troupe.memory.Value;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Carries the name of shared memory to other processes of this machine, which attach to the same
 * memory.
 */
public abstract class HandleCodec<T> implements PayloadCodec<T> {
  private final Class<T> type;

  private HandleCodec(Class<T> type) {
    this.type = type;
  }

  /** Carries any {@link Value}. */
  public static final class OfValue extends HandleCodec<Value> {
    public OfValue() {
      super(Value.class);
    }

    @Override
    String nameOf(Value handle) {
      return handle.name();
    }

    @Override
    Value attach(String name) throws IOException {
      return Value.attach(name);
    }
  }

  /** Carries any {@link Array}. */
  public static final class OfArray extends HandleCodec<Array> {
    public OfArray() {
      super(Array.class);
    }

    @Override
    String nameOf(Array handle) {
      return handle.name();
    }

    @Override
    Array attach(String name) throws IOException {
      return Array.attach(name);
    }
  }

  /** Carries a {@link SharedMemory}. */
  public static final class OfSharedMemory extends HandleCodec<SharedMemory> {
    public OfSharedMemory() {
      super(SharedMemory.class);
    }

    @Override
    String nameOf(SharedMemory handle) {
      return handle.name();
    }

    @Override
    SharedMemory attach(String name) throws IOException {
      return SharedMemory.attach(name);
    }
  }

  /** Carries a {@link ShareableList}. */
  public static final class OfShareableList extends HandleCodec<ShareableList> {
    public OfShareableList() {
      super(ShareableList.class);
    }

    @Override
    String nameOf(ShareableList handle) {
      return handle.name();
    }

    @Override
    ShareableList attach(String name) throws IOException {
      return ShareableList.attach(name);
    }
  }

  abstract String nameOf(T handle);

  abstract T attach(String name) throws IOException;

  @Override
  public Class<T> type() {
    return type;
  }

  @Override
  public String name() {
    return "troupe." + type.getSimpleName();
  }

  @Override
  public byte[] encode(T handle) throws IOException {
    try {
      return nameOf(handle).getBytes(StandardCharsets.UTF_8);
    } catch (IllegalStateException closed) {
      throw new IOException(closed.getMessage(), closed);
    }
  }

  @Override
  public T decode(byte[] data) throws IOException {
    String name = new String(data, StandardCharsets.UTF_8);
    try {
      return attach(name);
    } catch (IllegalArgumentException malformed) {
      throw new IOException("Not a handle to shared memory: " + name, malformed);
    }
  }
}
