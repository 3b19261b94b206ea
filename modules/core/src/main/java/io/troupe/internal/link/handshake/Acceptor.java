package io.troupe.internal.link.handshake;

import io.troupe.internal.link.transport.ListeningSocket;
import io.troupe.internal.link.transport.RingTransport;
import io.troupe.internal.link.transport.SocketTransport;
import io.troupe.internal.log.Log;
import io.troupe.internal.log.ThrottledLog;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Accepts connections and runs their handshakes, each on a short-lived thread, so that a slow one
 * holds up no other. When too many are under way, the oldest gives way: a process needs a
 * millisecond, a stranger takes what it gets. Thread-safe.
 */
public final class Acceptor implements AutoCloseable {
  private static final Log log = Log.of(Acceptor.class);
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;

  /**
   * What the first connection needs. A class that cannot be loaded, for want of descriptors, cannot
   * be loaded later either: so these are before there is a want.
   */
  private static final List<Class<?>> NEEDED = List.of(
      SocketTransport.class,
      RingTransport.class,
      Exchange.class,
      ServerHandshake.class,
      RefusedException.class,
      ThrottledLog.class);

  private final ListeningSocket socket;
  private final RuntimeId self;
  private final LongFunction<@Nullable Invitation> invitations;
  private final Duration silence;
  private final int most;
  private final ThrottledLog troubles = new ThrottledLog(log);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
      0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Acceptor::thread);

  // Connections in their handshake, oldest first. Guarded by this.
  private final Set<RingTransport> underWay = new LinkedHashSet<>();

  private enum Trouble {
    NOT_ACCEPTED
  }

  /**
   * Creates an acceptor, which closes the socket when it is closed.
   *
   * @param self what this runtime says that it is
   * @param invitations finds an invitation by its number
   * @param silence how long the other side may be silent during the handshake
   * @param most how many handshakes may be under way
   */
  public Acceptor(
      ListeningSocket socket,
      RuntimeId self,
      LongFunction<@Nullable Invitation> invitations,
      Duration silence,
      int most) {
    this.socket = socket;
    this.self = self;
    this.invitations = invitations;
    this.silence = silence;
    this.most = most;
  }

  private static Thread thread(Runnable handshake) {
    return daemon(handshake, "troupe-link-handshake");
  }

  private static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  public void start() {
    daemon(this::acceptAll, "troupe-link-accept").start();
  }

  /** Stops accepting and ends the handshakes that are under way. Idempotent. */
  @Override
  public void close() {
    closing.countDown();
    try {
      socket.close();
    } catch (IOException e) {
      log.warn("Could not delete {}: {}", socket.address(), e.getMessage());
    }
    synchronized (this) {
      underWay.forEach(RingTransport::close);
    }
    threads.shutdown();
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private static void prepare(Class<?> type) {
    try {
      MethodHandles.lookup().ensureInitialized(type);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a class of its own package, or public", e);
    }
  }

  private void acceptAll() {
    NEEDED.forEach(Acceptor::prepare);
    while (!isClosing()) {
      try {
        receive(socket.accept());
      } catch (IOException | RuntimeException | OutOfMemoryError | LinkageError e) {
        if (!socket.isOpen()) {
          return;
        }
        // Too many open files, too many threads: it goes on when there are fewer. Or the channel of
        // a guest was closed.
        reportNotAccepted(e);
        pause();
      }
    }
  }

  private void reportNotAccepted(Throwable reason) {
    try {
      troubles.report(
          Trouble.NOT_ACCEPTED,
          Level.WARN,
          "Could not accept a connection to " + socket.address() + ": " + reason);
    } catch (LinkageError | OutOfMemoryError e) {
      // Then there is no saying it either, but connections are accepted later all the same.
    }
  }

  /** Trying again at once would only burn a core. */
  private void pause() {
    try {
      closing.await(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void receive(SocketChannel channel) throws IOException {
    take(SocketTransport.of(channel, socket.tls()));
  }

  /** Takes in a connection that may have come by another way than the socket. */
  public void take(SocketTransport connection) {
    RingTransport transport = new RingTransport(connection, socket.isPrivate());
    try {
      if (!enter(transport)) {
        transport.close();
      }
    } catch (OutOfMemoryError e) {
      leave(transport);
      transport.close();
      throw e;
    }
  }

  private synchronized boolean enter(RingTransport transport) {
    if (isClosing()) {
      return false;
    }
    underWay.add(transport);
    if (underWay.size() > most) {
      dropOldest(underWay.iterator());
    }
    threads.execute(() -> shakeHands(transport));
    return true;
  }

  private static void dropOldest(Iterator<RingTransport> oldestFirst) {
    RingTransport oldest = oldestFirst.next();
    oldestFirst.remove();
    oldest.close();
  }

  /** Returns whether it had not given way before. */
  private synchronized boolean leave(RingTransport transport) {
    return underWay.remove(transport);
  }

  private void shakeHands(RingTransport transport) {
    try {
      Exchange exchange = new Exchange(transport, silence, false);
      ServerHandshake.Guest guest = new ServerHandshake(exchange, self, invitations).run();
      leave(transport);
      guest.invitation().accept(guest.session());
    } catch (RefusedException refused) {
      boolean crowdedOut = !leave(transport) && !isClosing();
      transport.close();
      report(crowdedOut ? crowdedOut() : refused);
    } catch (RuntimeException e) {
      leave(transport);
      transport.close();
      log.error("A guest of {} could not be taken in", socket.address(), e);
    }
  }

  private RefusedException crowdedOut() {
    return new RefusedException(
        RefusedException.Kind.CROWDED_OUT,
        "it had not proved itself when " + most + " later ones had come");
  }

  /** What leaves without a word is often a process that was killed while it booted. */
  private void report(RefusedException refused) {
    troubles.report(
        refused.kind(),
        refused.kind() == RefusedException.Kind.GONE ? Level.DEBUG : Level.WARN,
        "Refused a connection to " + socket.address() + ": " + refused.getMessage());
  }
}
