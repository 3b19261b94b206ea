package io.troupe.internal.cluster.gateway;

import io.troupe.internal.link.transport.ListeningSocket;
import io.troupe.internal.log.Log;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Takes in connections, and hears each on a thread of its own, until it is connected with another.
 * Where too many have not said what they want, the oldest gives way. Thread-safe.
 */
final class Reception implements AutoCloseable {
  private static final Log log = Log.of(Reception.class);
  private static final int MOST_GUESTS = 256;
  private static final long PAUSE_MILLIS = 100;

  /** What is done with each. */
  interface Host {
    /** Hears what one wants, and does it. What it throws closes the connection. */
    void receive(SocketChannel guest) throws IOException;
  }

  private final String name;
  private final ListeningSocket entrance;
  private final Host host;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Set<SocketChannel> guests = new LinkedHashSet<>(); // guarded by this
  private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
      0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

  private Reception(String name, ListeningSocket entrance, Host host) {
    this.name = name;
    this.entrance = entrance;
    this.host = host;
  }

  /** Opens one, which closes the socket when it is closed. */
  static Reception open(String name, ListeningSocket entrance, Host host) {
    Reception reception = new Reception(name, entrance, host);
    reception.thread(reception::acceptAll).start();
    return reception;
  }

  private Thread thread(Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  private void acceptAll() {
    while (entrance.isOpen()) {
      try {
        receive(entrance.accept());
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        if (entrance.isOpen()) {
          log.warn("{}: a connection could not be accepted: {}", name, e.toString());
          pause();
        }
      }
    }
  }

  /** Too many open files, too many threads: it goes on when there are fewer. */
  private void pause() {
    try {
      closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void receive(SocketChannel guest) throws IOException {
    synchronized (this) {
      guests.add(guest);
      if (guests.size() > MOST_GUESTS) {
        Iterator<SocketChannel> oldest = guests.iterator();
        oldest.next().close();
        oldest.remove();
      }
    }
    try {
      threads.execute(() -> hear(guest));
    } catch (RuntimeException | OutOfMemoryError e) {
      leave(guest);
      guest.close();
      throw e;
    }
  }

  private void hear(SocketChannel guest) {
    try {
      host.receive(guest);
    } catch (IOException | RuntimeException e) {
      log.debug("{}: a guest is sent away", name, e);
      close(guest);
    } finally {
      leave(guest);
    }
  }

  private synchronized void leave(SocketChannel guest) {
    guests.remove(guest);
  }

  private static void close(AutoCloseable closed) {
    try {
      closed.close();
    } catch (Exception e) {
      log.debug("Closing a connection failed", e);
    }
  }

  /** Takes none in any more, and sends those away that have not been connected. */
  @Override
  public void close() {
    close(entrance);
    closing.countDown();
    synchronized (this) {
      guests.forEach(Reception::close);
    }
    threads.shutdown();
  }
}
