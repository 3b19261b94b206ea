package io.troupe.internal.sync;

import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.SyncHandle;
import io.troupe.proto.SyncKind;
import java.nio.ByteBuffer;

/** A lock that has an actor of its own. */
record ObjectMutex(ObjectRef object, boolean reentrant) implements MutexOrigin {
  @Override
  public Mutex open() {
    Attachment attachment = Attachment.to(object);
    ByteBuffer memory = attachment.memory();
    ObjectHome home = attachment.home();
    return memory == null
        ? new RemoteMutex(object, home.token())
        : new CellMutex(new MutexCell(memory), home, reentrant);
  }

  @Override
  public SyncHandle toHandle() {
    return SyncHandle.newBuilder()
        .setKind(reentrant ? SyncKind.SYNC_KIND_RLOCK : SyncKind.SYNC_KIND_LOCK)
        .setObject(object.handle())
        .build();
  }
}
