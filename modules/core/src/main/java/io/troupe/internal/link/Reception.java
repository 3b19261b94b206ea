package io.troupe.internal.link;

import io.troupe.internal.link.handshake.Expectation;
import io.troupe.internal.link.handshake.Expectations;
import io.troupe.internal.link.handshake.FrameExchange;
import io.troupe.internal.link.handshake.HostHandshake;
import io.troupe.internal.link.handshake.Stranger;
import io.troupe.internal.link.handshake.StrangerLog;
import io.troupe.internal.link.transport.FrameReader;
import io.troupe.internal.link.transport.RingTransport;
import io.troupe.internal.link.transport.SocketTransport;
import io.troupe.internal.link.transport.Transport;
import io.troupe.internal.wait.CpuGate;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the handshakes of those who connected, each on a short-lived thread, so that a slow one holds up nobody. When too
 * many are under way, the oldest is dropped: a process of ours needs a millisecond, a stranger takes what it gets.
 */
public final class Reception implements AutoCloseable {
  private final Expectations expectations;
  private final CpuGate cpu;
  private final Duration deadline;
  private final int most;
  private final StrangerLog strangers;
  private final ThreadPoolExecutor threads;

  // Connections in their handshake, oldest first. Both guarded by this.
  private final Set<Transport> underWay = new LinkedHashSet<>();
  private boolean closed;

  Reception(String address, Expectations expectations, CpuGate cpu, Duration deadline, int most) {
    this.expectations = expectations;
    this.cpu = cpu;
    this.deadline = deadline;
    this.most = most;
    strangers = new StrangerLog(address, System::nanoTime);
    threads = new ThreadPoolExecutor(
        0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Reception::thread);
  }

  /** Begins the handshake with whoever connected; returns at once. */
  void welcome(SocketChannel channel) throws IOException {
    RingTransport transport = new RingTransport(SocketTransport.of(channel));
    if (!enter(transport)) {
      transport.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    underWay.forEach(Transport::close);
    threads.shutdown();
  }

  private static Thread thread(Runnable handshake) {
    Thread thread = new Thread(handshake, "troupe-link-handshake");
    thread.setDaemon(true);
    return thread;
  }

  private synchronized boolean enter(RingTransport transport) {
    if (closed) {
      return false;
    }
    underWay.add(transport);
    if (underWay.size() > most) {
      dropOldest(underWay.iterator());
    }
    threads.execute(() -> receive(transport));
    return true;
  }

  private static void dropOldest(Iterator<Transport> oldestFirst) {
    oldestFirst.next().close();
    oldestFirst.remove();
  }

  private synchronized void leave(Transport transport) {
    underWay.remove(transport);
  }

  private void receive(RingTransport transport) {
    try {
      FrameExchange exchange = new FrameExchange(transport, deadline.toNanos());
      Expectation expectation = new HostHandshake(exchange, expectations).run();
      leave(transport);
      open(expectation, transport, exchange.reader());
    } catch (Stranger stranger) {
      leave(transport);
      transport.close();
      strangers.refused(stranger);
    }
  }

  private void open(Expectation expectation, RingTransport transport, FrameReader reader) {
    Link link = new StreamLink(expectation.process(), transport, reader, cpu);
    if (!expectation.link().complete(link)) {
      link.close();
    }
  }
}
