package io.troupe.internal.sync;

import io.troupe.proto.SyncHandle;

/** A lock or one of its relatives in this process, as it crosses to others. */
interface SyncObject {

  /**
   * Returns a handle that can travel.
   *
   * @throws io.troupe.OwnerLostException if the owner is gone
   */
  SyncHandle toHandle();
}
