package io.troupe.internal.manager;

import io.troupe.connection.Listener;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A manager whose objects live in this JVM. */
record Here(ManagerCore core, @Nullable Listener listener) implements Life {

  @Override
  public void end() {
    if (listener != null) {
      listener.close();
    }
    core.close();
  }

  @Override
  public Optional<SocketAddress> address() {
    return Optional.ofNullable(listener).map(Listener::address);
  }
}
