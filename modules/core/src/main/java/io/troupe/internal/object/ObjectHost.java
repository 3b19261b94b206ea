package io.troupe.internal.object;

import io.troupe.internal.link.LinkServer;

/** What objects need from the runtime that they live in. Thread-safe. */
public interface ObjectHost {

  /** Returns the socket of the runtime. Asked for when the first handle leaves. */
  LinkServer linkServer();

  /** Has a resource closed when the runtime ends. */
  void onClose(AutoCloseable resource);
}
