package io.troupe.internal.sync;

import io.troupe.internal.memory.Block;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAttached;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Where the owner keeps the cell of an object: in shared memory, where its users change it themselves, or in memory of its
 * own, so that they ask for everything.
 */
final class Place implements AutoCloseable {
  private final @Nullable Block block;
  private final ByteBuffer memory;

  private Place(@Nullable Block block, ByteBuffer memory) {
    this.block = block;
    this.memory = memory;
  }

  /** @throws java.io.UncheckedIOException if there is no room */
  static Place shared(int bytes) {
    Block block = Block.allocate(bytes);
    return new Place(block, block.memory());
  }

  static Place own(int bytes) {
    return new Place(null, ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
  }

  static Place of(Sharing sharing, int bytes) {
    return sharing == Sharing.CELL ? shared(bytes) : own(bytes);
  }

  /** Returns the memory, zero at first; it is valid until {@link #close}. */
  ByteBuffer memory() {
    return memory;
  }

  /** Answers a process that wants to use the object, which is given a token. */
  void attach(ObjectMessage.Request request, int token) {
    String cell = block != null && token != 0 ? block.address() : "";
    request.reply(Frame.newBuilder()
        .setSyncAttached(SyncAttached.newBuilder().setToken(token).setCell(cell)));
  }

  @Override
  public void close() {
    if (block != null) {
      block.close();
    }
  }
}
