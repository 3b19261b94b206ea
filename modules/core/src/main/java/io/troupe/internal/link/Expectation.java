package io.troupe.internal.link;

import java.util.concurrent.CompletableFuture;

/** A process that was told to connect and has not yet. The key stays in here: this is no record, whose text would show it. */
final class Expectation {
  private final long process;
  private final byte[] key;
  private final CompletableFuture<Link> link = new CompletableFuture<>();

  Expectation(long process, byte[] key) {
    if (key.length != HandshakeMac.KEY) {
      throw new IllegalArgumentException(
          "A key must have " + HandshakeMac.KEY + " bytes, this one has " + key.length);
    }
    this.process = process;
    this.key = key.clone();
  }

  long process() {
    return process;
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
