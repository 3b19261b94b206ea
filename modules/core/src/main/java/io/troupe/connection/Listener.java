package io.troupe.connection;

import io.troupe.internal.connection.DefaultListener;
import io.troupe.internal.runtime.TroupeRuntime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Waits at an address for {@link Client}s of other processes, or of other machines. Python's
 * {@code multiprocessing.connection.Listener}.
 *
 * <p>Clients prove that they know the key, and the listener proves it to them, without saying it.
 * Clients authenticate concurrently with {@link #accept}: one that is silent, slow or no client at
 * all delays no other.
 *
 * <p>The other side of an internet address, even if it is on this machine, can send data and no
 * more: messages that would run code here are refused, unless the options
 * {@linkplain ConnectionOptions#allowedClasses allow} its class. At a Unix-domain address, which
 * the file system guards, all values cross that processes can exchange.
 *
 * <p>Thread-safe.
 *
 * <pre>{@code
 * try (Listener listener = Listener.open(new InetSocketAddress("localhost", 0), key)) {
 *   Connection client = listener.accept();
 * }
 * }</pre>
 */
public interface Listener extends AutoCloseable {

  /**
   * Listens without a key at a new Unix-domain address that only processes of this user can reach.
   */
  static Listener open() throws IOException {
    return open(null, ConnectionOptions.defaults());
  }

  /** Listens without a key. */
  static Listener open(SocketAddress address) throws IOException {
    return open(address, ConnectionOptions.defaults());
  }

  /** Listens for clients that know the key. */
  static Listener open(SocketAddress address, byte[] key) throws IOException {
    return open(address, ConnectionOptions.defaults().withKey(key));
  }

  /**
   * Listens for clients that fit the options.
   *
   * @param address a {@link UnixDomainSocketAddress}, an {@link InetSocketAddress}, whose port may
   *     be 0 for any free one, or null for a new Unix-domain address
   * @throws java.net.BindException if the address is in use
   * @throws java.net.UnknownHostException if its host is not known
   * @throws IllegalArgumentException if it is of another kind
   */
  static Listener open(@Nullable SocketAddress address, ConnectionOptions options)
      throws IOException {
    return DefaultListener.open(TroupeRuntime.current().connections(), address, options);
  }

  /**
   * Waits for the next client that has proved itself.
   *
   * @throws AuthenticationException if a client gave a wrong key or none; the next call waits for
   *     the next client
   * @throws IOException if the listener is closed
   * @throws InterruptedException if the thread is interrupted while it waits; no client is lost
   */
  Connection accept() throws IOException, InterruptedException;

  /** Returns the address that clients connect to, with the port that was chosen. */
  SocketAddress address();

  /** Returns the address of the client that was accepted last; empty before. */
  Optional<SocketAddress> lastAccepted();

  /**
   * Stops listening; clients that were not accepted yet are refused, accepted ones stay connected.
   * Idempotent.
   */
  @Override
  void close();
}
