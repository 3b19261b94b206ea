package io.troupe.internal.cluster.consensus;

import io.troupe.proto.ConsensusMail;

/** Carries mail between nodes. Thread-safe. */
public interface Post extends AutoCloseable {

  /** Sends one; does not block. What does not arrive is lost without a word. */
  void send(String peer, ConsensusMail.Builder mail);

  /** Gets ready to send to a node, so that what is urgent later need not wait; does not block. */
  void prepare(String peer);

  /** Takes what arrives. On a thread that must not block. */
  interface Recipient {
    void receive(ConsensusMail mail);

    /** There is no connection with a node any more, or none can be made. */
    void lost(String peer);
  }

  @Override
  void close();
}
