package io.troupe.internal.link;

import java.util.concurrent.CompletableFuture;

/** A process that was told to connect and has not yet, or a guest. The key stays in here: this is no record, whose text would show it. */
final class Expectation {
  private final long process;
  private final byte[] key;
  private final boolean guest;
  private final CompletableFuture<Link> link = new CompletableFuture<>();

  Expectation(long process, byte[] key) {
    this(process, key, false);
  }

  Expectation(long process, byte[] key, boolean guest) {
    if (key.length != HandshakeMac.KEY) {
      throw new IllegalArgumentException(
          "A key must have " + HandshakeMac.KEY + " bytes, this one has " + key.length);
    }
    this.process = process;
    this.key = key.clone();
    this.guest = guest;
  }

  long process() {
    return process;
  }

  /** Whether it comes by the key of the house, with others, and was not told to come. */
  boolean isGuest() {
    return guest;
  }

  byte[] key() {
    return key;
  }

  CompletableFuture<Link> link() {
    return link;
  }

  void fail(String reason) {
    link.completeExceptionally(new LinkClosedException(
        "Process " + Long.toUnsignedString(process) + " has no link: " + reason, null));
  }
}
