package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;

/** What the actor of one of these objects knows and decides. Plain: called by one thread at a time, never blocks. */
interface SyncState {

  /** Answers a request, now or later. */
  void onRequest(ObjectMessage.Request request);

  /** A process has ended: it waits no more, and holds nothing. */
  void onGone(Caller caller);

  /** Nobody will ask any more. */
  default void onUnused() {}
}
