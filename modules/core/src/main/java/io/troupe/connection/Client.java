package io.troupe.connection;

import io.troupe.internal.connection.Connecting;
import io.troupe.internal.runtime.TroupeRuntime;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;

/**
 * Connects to a {@link Listener}. Python's {@code multiprocessing.connection.Client}. Thread-safe.
 */
public final class Client {

  private Client() {}

  /** Connects without a key. */
  public static Connection connect(SocketAddress address) throws IOException, InterruptedException {
    return connect(address, ConnectionOptions.defaults());
  }

  /** Connects to a listener that knows the key. */
  public static Connection connect(SocketAddress address, byte[] key)
      throws IOException, InterruptedException {
    return connect(address, ConnectionOptions.defaults().withKey(key));
  }

  /** As {@link #connect(SocketAddress, byte[])}, within a time of the caller's choice. */
  public static Connection connect(SocketAddress address, byte[] key, Duration timeout)
      throws IOException, InterruptedException {
    return connect(address, ConnectionOptions.defaults().withKey(key).withTimeout(timeout));
  }

  /**
   * Connects, and proves and demands what the options say. Blocks until that is done.
   *
   * @throws AuthenticationException if the listener refuses the key, does not know it itself, or
   *     wants one and there is none here
   * @throws java.net.ConnectException if no listener can be reached at the address
   * @throws java.net.SocketTimeoutException if the host or the listener does not answer in time
   * @throws java.net.UnknownHostException if the address is unresolved
   * @throws IllegalArgumentException if the address is neither a Unix-domain nor an internet one
   */
  public static Connection connect(SocketAddress address, ConnectionOptions options)
      throws IOException, InterruptedException {
    return Connecting.connect(TroupeRuntime.current().connections(), address, options);
  }
}
