package io.troupe.internal.manager;

import io.troupe.AuthenticationException;
import io.troupe.OwnerLostException;
import io.troupe.connection.Client;
import io.troupe.connection.Connection;
import io.troupe.connection.ConnectionOptions;
import io.troupe.connection.Listener;
import io.troupe.internal.link.Link;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.ManagedHandle;
import java.io.IOException;
import java.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Managers at addresses: a client that has proved the key gets the handle of the manager, and a link. */
final class Network {
  private static final Logger log = LoggerFactory.getLogger(Network.class);

  private Network() {}

  /** Lets clients in on a thread of its own until the listener is closed. */
  static void serve(Listener listener, Managed manager) {
    Thread thread = new Thread(() -> acceptAll(listener, manager), "troupe-manager-listener");
    thread.setDaemon(true);
    thread.start();
  }

  private static void acceptAll(Listener listener, Managed manager) {
    while (true) {
      try {
        welcome(listener.accept(), manager);
      } catch (AuthenticationException e) {
        log.warn(
            "A client of the manager at {} was refused: {}", listener.address(), e.getMessage());
      } catch (IOException e) {
        log.debug("The manager at {} takes no more clients", listener.address(), e);
        return;
      } catch (InterruptedException e) {
        throw new AssertionError("nobody has this thread to interrupt it", e);
      }
    }
  }

  private static void welcome(Connection client, Managed manager) throws InterruptedException {
    try {
      client.sendBytes(new ManagedCodec().encode(manager));
    } catch (IOException e) {
      log.debug("A client left before it was welcomed", e);
      client.close();
      return;
    }
    TroupeRuntime.current().objects().welcome(new ConnectionLink(client));
  }

  /** Connects with a manager, and lets processes that get its objects from this one reach it through here. */
  static DefaultManager connect(SocketAddress address, ConnectionOptions options)
      throws IOException, InterruptedException {
    Connection connection = Client.connect(address, options);
    ManagedHandle handle = ManagedHandle.parseFrom(connection.recvBytes());
    AutoCloseable link = TroupeRuntime.current()
        .objects()
        .use(handle.getObject(), new ConnectionLink(connection), () -> another(address, options));
    ObjectRef root = TroupeRuntime.current().objects().open(handle.getObject());
    return new DefaultManager(new ManagedRef(root), new Lifetime.Connected(link, address));
  }

  private static Link another(SocketAddress address, ConnectionOptions options) {
    try {
      Connection connection = Client.connect(address, options);
      connection.recvBytes(); // the handle, which is known already
      return new ConnectionLink(connection);
    } catch (IOException e) {
      throw new OwnerLostException("The manager at " + address + " cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OwnerLostException(
          "Interrupted while connecting with the manager at " + address, e);
    }
  }
}
