package io.troupe.internal.sync;

import io.troupe.internal.lending.RemoteItems;
import io.troupe.internal.memory.Block;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.internal.sync.cell.LockCell;
import io.troupe.proto.ObjectHandle;
import io.troupe.proto.SyncHandle;
import io.troupe.proto.SyncKind;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Says which lock it is that a façade stands for. */
interface LockAddress {
  /**
   * Opens the lock as this process can use it; twice the same if called twice.
   *
   * @return null if the owner does not answer in time
   */
  @Nullable
  LockClient open(long nanos) throws InterruptedException;

  /** Returns a handle by which other processes find it. */
  SyncHandle toHandle();

  /** A lock that has an actor of its own. */
  record OfObject(ObjectRef object, boolean reentrant) implements LockAddress {
    @Override
    public @Nullable LockClient open(long nanos) throws InterruptedException {
      Attachment attachment = Attachment.to(object, nanos);
      return attachment == null ? null : client(attachment);
    }

    private LockClient client(Attachment attachment) {
      CellOwner owner = attachment.owner();
      ByteBuffer memory = attachment.memory();
      return memory == null
          ? new RemoteLockClient(object, owner.token())
          : new CellLockClient(new LockCell(memory), owner, reentrant);
    }

    @Override
    public SyncHandle toHandle() {
      return SyncHandle.newBuilder()
          .setKind(reentrant ? SyncKind.SYNC_KIND_RLOCK : SyncKind.SYNC_KIND_LOCK)
          .setObject(object.handle())
          .build();
    }
  }

  /** The lock that lies beside a value or an array. */
  record OfBlock(Block block, Objects objects) implements LockAddress {
    @Override
    public @Nullable LockClient open(long nanos) throws InterruptedException {
      CellOwner owner = BlockLocks.of(block, nanos, objects);
      return owner == null ? null : new CellLockClient(new LockCell(block), owner, true);
    }

    @Override
    public SyncHandle toHandle() {
      SyncHandle.Builder handle =
          SyncHandle.newBuilder().setKind(SyncKind.SYNC_KIND_MEMORY_LOCK).setBlock(block.address());
      ObjectHandle owner = BlockLocks.handleOf(block.maker(), objects);
      return (owner == null ? handle : handle.setObject(owner)).build();
    }
  }

  /** The lock that lies beside a value or an array of another machine. */
  record OfRemote(RemoteItems items) implements LockAddress {
    @Override
    public @Nullable LockClient open(long nanos) throws InterruptedException {
      Attachment attachment = Attachment.to(items.object(), nanos);
      return attachment == null
          ? null
          : new RemoteLockClient(items.object(), attachment.owner().token(), items::address);
    }

    @Override
    public SyncHandle toHandle() {
      return SyncHandle.newBuilder()
          .setKind(SyncKind.SYNC_KIND_MEMORY_LOCK)
          .setBlock(items.address())
          .setObject(items.owner())
          .build();
    }
  }
}
