package io.troupe.internal.manager;

import java.net.SocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A manager that is reached over a connection: what ends here is that. */
record Connected(AutoCloseable link, SocketAddress server) implements Life {
  private static final Logger LOG = LoggerFactory.getLogger(Connected.class);

  @Override
  public void end() {
    try {
      link.close();
    } catch (Exception e) {
      LOG.warn("Cannot close the connection with the manager at {}", server, e);
    }
  }

  @Override
  public Optional<SocketAddress> address() {
    return Optional.of(server);
  }
}
