package io.troupe.internal.connection;

import java.io.IOException;

/** The one peer of a socket. */
final class SocketFeed implements Feed {
  private final Source peer;

  SocketFeed(Source peer) {
    this.peer = peer;
  }

  @Override
  public void open(Inbox inbox) throws IOException {
    inbox.add(peer, false);
  }

  @Override
  public void advance(Inbox inbox) {}

  @Override
  public boolean isDry() {
    return true;
  }

  @Override
  public boolean admits(byte[] greeting) {
    return true;
  }

  // The wire sends as well, so it closes with the endpoint.
  @Override
  public void retire(Source source) {}

  @Override
  public void close(Sources sources) {}
}
