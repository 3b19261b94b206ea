package io.troupe.internal.sync.cell;

import io.troupe.internal.memory.Block;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAttached;
import io.troupe.proto.SyncFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Where the owner keeps the cell of an object: in shared memory, where its users change it
 * themselves, or in memory of its own, so that they ask for everything.
 */
public final class CellMemory implements AutoCloseable {
  private final @Nullable Block block;
  private final ByteBuffer memory;

  private CellMemory(@Nullable Block block, ByteBuffer memory) {
    this.block = block;
    this.memory = memory;
  }

  /**
   * Takes memory that other processes can map.
   *
   * @throws java.io.UncheckedIOException if there is no room
   */
  public static CellMemory shared(int bytes) {
    Block block = Block.allocate(bytes);
    return new CellMemory(block, block.memory());
  }

  public static CellMemory own(int bytes) {
    return new CellMemory(null, ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
  }

  /** Returns the memory, zero at first; it is valid until {@link #close}. */
  public ByteBuffer memory() {
    return memory;
  }

  /** Answers a process that wants to use the object, which is given a token. */
  public void attach(ObjectMessage.Request request, int token) {
    String cell = block != null && token != 0 ? block.address() : "";
    SyncAttached attached =
        SyncAttached.newBuilder().setToken(token).setCell(cell).build();
    request.reply(Frame.newBuilder().setSync(SyncFrame.newBuilder().setAttached(attached)));
  }

  @Override
  public void close() {
    if (block != null) {
      block.close();
    }
  }
}
