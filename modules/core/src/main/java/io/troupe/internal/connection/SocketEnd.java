package io.troupe.internal.connection;

import io.troupe.proto.PipeHandle;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One end of a socket, of a {@link io.troupe.connection.Listener} or {@link io.troupe.connection.Client}. It lives and dies with its process. */
final class SocketEnd implements Endpoint {
  private final Wire wire;
  private final Inbox inbox;
  private final Outbox outbox;

  SocketEnd(Wire wire, Source peer) {
    this.wire = wire;
    this.inbox = new Inbox(new SocketFeed(peer));
    this.outbox = new SocketOutbox(wire);
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public Outbox outbox() {
    return outbox;
  }

  @Override
  public PipeHandle passOn(Lease lease) throws IOException {
    return Relay.handOver(this, lease);
  }

  @Override
  public String toString() {
    return wire.channel().toString();
  }

  @Override
  public void wake() {
    inbox.wake();
    outbox.wake();
  }

  @Override
  public void release() {
    try {
      outbox.close();
      inbox.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a connection failed", e);
    } finally {
      wire.close();
    }
  }
}
