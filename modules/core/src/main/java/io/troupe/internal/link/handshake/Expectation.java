package io.troupe.internal.link.handshake;

import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import java.util.concurrent.CompletableFuture;

/** A process that was told to connect and has not yet, or a guest. The key stays in here: this is no record, whose text would show it. */
public final class Expectation {
  private final long process;
  private final byte[] key;
  private final boolean guest;
  private final CompletableFuture<Link> link = new CompletableFuture<>();

  public Expectation(long process, byte[] key) {
    this(process, key, false);
  }

  Expectation(long process, byte[] key, boolean guest) {
    if (key.length != Hmac.KEY) {
      throw new IllegalArgumentException(
          "A key must have " + Hmac.KEY + " bytes, this one has " + key.length);
    }
    this.process = process;
    this.key = key.clone();
    this.guest = guest;
  }

  public long process() {
    return process;
  }

  /** Whether it comes by the key of the house, with others, and was not told to come. */
  boolean isGuest() {
    return guest;
  }

  byte[] key() {
    return key;
  }

  public CompletableFuture<Link> link() {
    return link;
  }

  void fail(String reason) {
    link.completeExceptionally(new LinkClosedException(
        "Process " + Long.toUnsignedString(process) + " has no link: " + reason, null));
  }
}
