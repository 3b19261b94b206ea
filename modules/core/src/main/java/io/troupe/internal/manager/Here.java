package io.troupe.internal.manager;

import io.troupe.internal.link.LinkServer;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A manager whose objects live in this JVM. */
record Here(ManagerCore core, @Nullable LinkServer server) implements Life {

  @Override
  public void end() {
    if (server != null) {
      server.close();
    }
    core.close();
  }

  @Override
  public Optional<SocketAddress> address() {
    return Optional.ofNullable(server).map(LinkServer::socketAddress);
  }
}
