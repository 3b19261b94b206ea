package io.troupe.internal.link;

import io.troupe.TroupeException;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.link.handshake.Expectation;
import io.troupe.internal.link.handshake.Expectations;
import io.troupe.internal.link.handshake.FrameExchange;
import io.troupe.internal.link.handshake.OpenHouse;
import io.troupe.internal.link.transport.Endpoint;
import io.troupe.internal.wait.CpuGate;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one listening socket of a runtime: its processes connect here and prove who they are, and so do those who use its
 * objects; everybody else is refused.
 * Thread-safe.
 */
public final class LinkServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LinkServer.class);
  private static final int MOST_STRANGERS = 64;
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;

  private final Endpoint endpoint;
  private final Expectations expectations = new Expectations();
  private final Reception reception;
  private final CountDownLatch closing = new CountDownLatch(1);

  LinkServer(Endpoint endpoint, CpuGate cpu, Duration handshake, int mostStrangers) {
    this.endpoint = endpoint;
    reception = new Reception(endpoint.address(), expectations, cpu, handshake, mostStrangers);
  }

  /**
   * Starts listening.
   *
   * @param cpu says when the readers of the links may spin
   * @param directory where the socket is made
   * @throws TroupeException if no socket can be made
   */
  public static LinkServer open(CpuGate cpu, RuntimeDirectory directory) {
    try {
      Endpoint endpoint = Endpoint.open(directory);
      return new LinkServer(endpoint, cpu, FrameExchange.DEADLINE, MOST_STRANGERS).start();
    } catch (IOException e) {
      throw new TroupeException("Cannot listen for processes: " + e.getMessage(), e);
    }
  }

  LinkServer start() {
    Thread thread = new Thread(this::acceptAll, "troupe-link-accept");
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  /** Returns what {@link Links#connect} takes: the socket's path, or "host:port" on loopback. */
  public String address() {
    return endpoint.address();
  }

  /**
   * Lets a process connect, once.
   *
   * @param process its incarnation
   * @param key 32 bytes that this process alone is given
   * @return the link, once the process has authenticated; completed on a thread of the handshake, or with
   *     {@link LinkClosedException} after {@link #forget} or {@link #close}
   * @throws IllegalStateException if the process is expected already
   */
  public CompletionStage<Link> expect(long process, byte[] key) {
    Expectation expectation = new Expectation(process, key);
    expectations.add(expectation);
    return expectation.link();
  }

  /**
   * Lets everybody connect who knows a key, under any number of their own choice. Their handshake is that of a process.
   *
   * @param key 32 bytes
   * @param guests takes each link before it is started, on a thread of the handshake
   */
  public void welcome(byte[] key, Consumer<Link> guests) {
    expectations.open(new OpenHouse(key, guests));
  }

  /** No longer expects a process. No effect once it has linked. */
  public void forget(long process) {
    expectations.forget(process, "it is no longer expected");
  }

  /** Stops listening and deletes the socket. Links stay open; whatever is still expected fails. Idempotent. */
  @Override
  public void close() {
    closing.countDown();
    try {
      endpoint.close();
    } catch (IOException e) {
      log.warn("Could not delete {}: {}", endpoint.address(), e.getMessage());
    }
    expectations.close();
    reception.close();
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void acceptAll() {
    while (!isClosing()) {
      try {
        reception.welcome(endpoint.accept());
      } catch (ClosedChannelException e) {
        log.debug("{} is closed", endpoint.address());
      } catch (IOException e) {
        pauseAfter(e);
      }
    }
  }

  // Such as too many open files: trying again at once would only burn a core.
  private void pauseAfter(IOException failure) {
    log.warn("Could not accept a connection to {}: {}", endpoint.address(), failure.getMessage());
    try {
      closing.await(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
