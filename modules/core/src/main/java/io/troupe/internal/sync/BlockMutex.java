package io.troupe.internal.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.memory.Block;
import io.troupe.internal.object.Answer;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncHandle;
import io.troupe.proto.SyncKind;
import io.troupe.proto.SyncWake;

/** The lock that lies beside a value or an array. */
record BlockMutex(Block block) implements MutexOrigin {
  @Override
  public Mutex open() {
    Home home = block.isOwn() ? new OwnHome(block.address()) : farHome();
    return new CellMutex(new MutexCell(block), home, true);
  }

  private ObjectHome farHome() {
    ObjectHome desk = BlockDesk.of(block);
    return new ObjectHome(desk.object(), desk.token(), block.address());
  }

  @Override
  public SyncHandle toHandle() {
    if (block.isOwn()) {
      BlockDesk.publish();
    }
    return SyncHandle.newBuilder()
        .setKind(SyncKind.SYNC_KIND_MEMORY_LOCK)
        .setBlock(block.address())
        .build();
  }

  /** As an {@link ObjectHome}, but without an actor until somebody waits. */
  private record OwnHome(String cell) implements Home {
    @Override
    public int token() {
      return Tokens.OWNER;
    }

    @Override
    public boolean isLost() {
      return false;
    }

    @Override
    public OwnerLostException lost() {
      return BlockDesk.own().lost();
    }

    @Override
    public Answer ask(SyncAcquire.Builder wish) {
      return BlockDesk.own().ask(Frame.newBuilder().setSyncAcquire(wish.setCell(cell)));
    }

    @Override
    public boolean await(Answer answer, long nanos) throws InterruptedException {
      return Waits.await(BlockDesk.own(), answer, nanos) != null;
    }

    @Override
    public void wake() {
      BlockDesk.own().post(Frame.newBuilder().setSyncWake(SyncWake.newBuilder().setCell(cell)));
    }
  }
}
