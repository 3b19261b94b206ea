package io.troupe.internal.connection;

import io.troupe.connection.AuthenticationException;
import io.troupe.connection.Connection;
import io.troupe.connection.ConnectionOptions;
import io.troupe.connection.Listener;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.directory.SocketDirectory;
import io.troupe.internal.link.transport.NamedAddress;
import io.troupe.internal.log.Log;
import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A listener with a thread that takes connections, and one for each client that is still proving
 * itself.
 */
public final class DefaultListener implements Listener {
  private static final Log log = Log.of(DefaultListener.class);
  private static final int BACKLOG = 128;
  // Clients that prove themselves or wait for accept; those beyond wait in the backlog.
  private static final int MOST_WAITING = 128;

  private final Connections connections;
  private final ServerSocketChannel server;
  private final SocketAddress address;
  private final ConnectionOptions options;
  private final Semaphore places = new Semaphore(MOST_WAITING);
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Set<Selector> watchers = new CopyOnWriteArraySet<>();
  // Written by accept, read by anyone.
  private volatile @Nullable SocketAddress lastAccepted;

  private DefaultListener(
      Connections connections, ServerSocketChannel server, ConnectionOptions options)
      throws IOException {
    this.connections = connections;
    this.server = server;
    this.address = server.getLocalAddress();
    this.options = options;
  }

  /** Opens one at {@code address}; null is a new address of this process. */
  public static DefaultListener open(
      Connections connections, @Nullable SocketAddress address, ConnectionOptions options)
      throws IOException {
    SocketAddress wanted = address == null ? SocketDirectory.ofThisJvm().newAddress() : address;
    NamedAddress.check(wanted);
    ServerSocketChannel server = wanted instanceof InetSocketAddress
        ? ServerSocketChannel.open()
        : ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      NamedAddress.bind(server, wanted, BACKLOG);
      DefaultListener listener = new DefaultListener(connections, server, options);
      startThread("troupe-listener", listener::listen);
      return listener;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** What there is for the next call of accept. */
  private sealed interface Arrival {

    /** A client that has proved itself. */
    record Proven(DefaultConnection connection, SocketAddress address) implements Arrival {}

    /** A client that has not. */
    record Refused(AuthenticationException reason) implements Arrival {}

    /** No client will come any more. */
    enum Closed implements Arrival {
      INSTANCE
    }
  }

  private static void startThread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void listen() {
    Complaints complaints = new Complaints(log);
    try {
      while (server.isOpen()) {
        places.acquire();
        take(complaints);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("no other code has this thread to interrupt it", e);
    } finally {
      arrive(Arrival.Closed.INSTANCE);
    }
  }

  private void take(Complaints complaints) {
    SocketChannel client = null;
    try {
      client = server.accept();
      SocketChannel taken = client;
      startThread("troupe-handshake", () -> receive(taken));
    } catch (IOException | RuntimeException | OutOfMemoryError | LinkageError e) {
      if (!server.isOpen()) {
        log.trace("{} is closed", address);
        return;
      }
      // For want of descriptors, or of threads: it goes on when there are some.
      places.release();
      if (client != null) {
        close(client);
      }
      complaints.pauseAfter("a client of the listener at " + address + " was not taken", e);
    }
  }

  private void receive(SocketChannel client) {
    try {
      arrive(prove(client));
    } catch (AuthenticationException e) {
      close(client);
      arrive(new Arrival.Refused(e));
    } catch (IOException | InterruptedException | RuntimeException | LinkageError e) {
      log.info("a stranger at {} was sent away: {}", address, e.toString());
      close(client);
      places.release();
    }
  }

  private Arrival prove(SocketChannel client) throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(options.timeout());
    SocketAddress peer = client.getRemoteAddress();
    Wire wire = TlsWire.asListener(SocketWire.of(client), options.tls(), deadline);
    try (Dialogue dialogue = new Dialogue(wire, deadline)) {
      new KeyExchange(options.key()).asListener(dialogue);
      return new Arrival.Proven(connections.over(wire, dialogue.source(), address, options), peer);
    }
  }

  private void arrive(Arrival arrival) {
    arrivals.add(arrival);
    watchers.forEach(Selector::wakeup);
  }

  @Override
  public Connection accept() throws IOException, InterruptedException {
    Arrival arrival = arrivals.take();
    if (arrival instanceof Arrival.Proven proven) {
      places.release();
      lastAccepted = proven.address();
      return proven.connection();
    }
    if (arrival instanceof Arrival.Refused refused) {
      places.release();
      throw refused.reason();
    }
    arrivals.add(arrival);
    throw closed();
  }

  private static IOException closed() {
    return new IOException("the listener is closed");
  }

  /**
   * Says whether accept has an answer at once; where not, {@code waiter} is woken when it may have.
   */
  boolean readyOrWatch(Selector waiter) throws IOException {
    watchers.add(waiter);
    if (!server.isOpen()) {
      throw closed();
    }
    return !arrivals.isEmpty();
  }

  /** Undoes {@link #readyOrWatch}. */
  void unwatch(Selector waiter) {
    watchers.remove(waiter);
  }

  @Override
  public SocketAddress address() {
    return address;
  }

  @Override
  public Optional<SocketAddress> lastAccepted() {
    return Optional.ofNullable(lastAccepted);
  }

  @Override
  public void close() {
    boolean first = server.isOpen();
    close(server);
    if (first && address instanceof UnixDomainSocketAddress file) {
      RuntimeDirectory.delete(file);
    }
    turnAway();
  }

  private void turnAway() {
    for (Arrival next = arrivals.poll(); next != null; next = arrivals.poll()) {
      if (next instanceof Arrival.Proven proven) {
        proven.connection().close();
      }
    }
    arrive(Arrival.Closed.INSTANCE);
  }

  private static void close(java.nio.channels.Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("closing a socket failed", e);
    }
  }
}
