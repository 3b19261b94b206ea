package io.troupe.internal.cluster.consensus;

import io.troupe.proto.ConsensusMail;

/** Carries mail between nodes. Thread-safe. */
public interface Post {

  /** Sends one; does not block. What does not arrive is lost without a word. */
  void send(String peer, ConsensusMail.Builder mail);

  /** Takes what arrives. On a thread that must not block. */
  interface Recipient {
    void receive(ConsensusMail mail);
  }
}
