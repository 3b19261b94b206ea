package io.troupe.internal.link.handshake;

import com.google.protobuf.ByteString;

/** Lets those in who prove that they know its key. Thread-safe. */
public interface Invitation {
  byte[] key();

  /** Uses it up, if it is good for one guest only; returns false if another one was faster. */
  boolean claim();

  /** Returns what a guest is told with the proof of this side, at most 512 bytes. */
  ByteString greeting();

  /** Takes in a guest that has claimed the invitation. */
  void accept(Session session);

  /** A guest that had claimed the invitation was gone before it could be taken in. */
  void fail(String reason);
}
