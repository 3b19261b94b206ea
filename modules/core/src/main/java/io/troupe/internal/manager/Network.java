package io.troupe.internal.manager;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.connection.AuthenticationException;
import io.troupe.connection.ConnectionOptions;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.link.Links;
import io.troupe.internal.link.handshake.Credentials;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.border.AllowedClasses;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.wait.Cores;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.Beyond;
import io.troupe.proto.ManagedHandle;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;

/**
 * Managers at addresses: a client that proves that it knows the key has an association like any
 * other, and hears what the manager is.
 */
final class Network {
  private Network() {}

  /** Listens for clients. */
  static LinkServer open(SocketAddress address, ConnectionOptions options) throws IOException {
    return LinkServer.open(
        TroupeRuntime.current().id(), Cores.gate(), address, options.tls(), options.timeout());
  }

  /** Lets clients in from now on, until the server is closed. */
  static void serve(LinkServer server, byte[] key, AllowedClasses allowed, Managed manager) {
    Objects objects = TroupeRuntime.current().objects();
    server.welcome(
        key,
        () -> ByteString.copyFrom(new ManagedCodec().encode(manager)),
        link -> objects.welcome(link, allowed));
  }

  /**
   * Connects with a manager, and lets processes that get its objects from this one reach it through
   * here.
   */
  static DefaultManager connect(SocketAddress address, ConnectionOptions options)
      throws IOException, InterruptedException {
    Link link = link(address, options);
    ManagedHandle handle = ManagedHandle.parseFrom(link.greeting());
    AutoCloseable use = TroupeRuntime.current()
        .objects()
        .use(handle.getObject(), link, () -> another(address, options), beyond(options));
    ObjectRef root = TroupeRuntime.current().objects().open(handle.getObject());
    return new DefaultManager(
        new ManagedRef(root, handle.getCallTimeoutNanos()), new Lifetime.Connected(use, address));
  }

  private static Beyond beyond(ConnectionOptions options) {
    Duration callTimeout = options.callTimeout();
    return Beyond.newBuilder()
        .addAllAllowed(options.allowedClasses())
        .setCallTimeoutNanos(callTimeout == null ? 0 : Deadline.nanos(callTimeout))
        .build();
  }

  private static Link link(SocketAddress address, ConnectionOptions options)
      throws IOException, InterruptedException {
    byte[] key = options.key();
    if (key == null) {
      throw new AuthenticationException(
          "The manager at " + address + " demands a key; connect with the one that it was given");
    }
    Credentials credentials = Credentials.guest(TroupeRuntime.current().id(), key);
    return Links.connect(address, credentials, options.tls(), options.timeout(), Cores.gate());
  }

  private static Link another(SocketAddress address, ConnectionOptions options) {
    try {
      return link(address, options);
    } catch (IOException e) {
      throw new OwnerLostException("The manager at " + address + " cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OwnerLostException(
          "Interrupted while connecting with the manager at " + address, e);
    }
  }
}
