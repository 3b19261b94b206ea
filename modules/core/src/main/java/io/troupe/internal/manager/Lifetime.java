package io.troupe.internal.manager;

import io.troupe.Process;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.log.Log;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a manager lives: here, in a process, at an address, or as a reference to one elsewhere. */
interface Lifetime {
  /** For a manager that another process ends. */
  Lifetime ELSEWHERE = () -> {};

  /** Ends the manager, if it is this one's to end. Idempotent. */
  void end();

  default Optional<Process> process() {
    return Optional.empty();
  }

  default Optional<SocketAddress> address() {
    return Optional.empty();
  }

  /** Waits until it has ended, for managers in a process of their own. */
  default boolean join(Duration timeout) throws InterruptedException {
    return true;
  }

  /** Of a manager whose objects live in this JVM. */
  record Here(ManagerCore core, @Nullable LinkServer server) implements Lifetime {
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

  /** Of a manager that is reached over a connection: what ends here is that. */
  record Connected(AutoCloseable link, SocketAddress server) implements Lifetime {
    private static final Log log = Log.of(Connected.class);

    @Override
    public void end() {
      try {
        link.close();
      } catch (Exception e) {
        log.warn("Cannot close the connection with the manager at {}", server, e);
      }
    }

    @Override
    public Optional<SocketAddress> address() {
      return Optional.of(server);
    }
  }
}
