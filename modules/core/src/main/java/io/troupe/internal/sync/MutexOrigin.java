package io.troupe.internal.sync;

import io.troupe.proto.SyncHandle;

/** Where the state of a lock is. */
interface MutexOrigin {

  /** Returns the lock as this process can use it; twice the same if called twice. May block for a round trip. */
  Mutex open();

  /** Returns a handle by which other processes find it. */
  SyncHandle toHandle();
}
