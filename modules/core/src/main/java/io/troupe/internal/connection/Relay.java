package io.troupe.internal.connection;

import io.troupe.proto.PipeHandle;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries messages between a socket of this process and a pipe whose other end another process holds: a JVM cannot give away
 * a socket itself. Two threads, until either side ends.
 */
final class Relay {
  private static final Logger log = LoggerFactory.getLogger(Relay.class);

  private final Lease socket;
  private final Lease pipe;

  private Relay(Lease socket, Lease pipe) {
    this.socket = socket;
    this.pipe = pipe;
  }

  /** Gives the use of a socket away: {@code given} is closed, and the handle that is returned stands for it. */
  static PipeHandle handOver(Endpoint socket, Lease given) throws IOException {
    Introduction introduction = Introducer.ofThisProcess().introduce();
    Lease near = new Lease(PipeEnd.create(introduction, 0, true));
    Lease far = new Lease(PipeEnd.create(introduction, 1, true));
    PipeHandle handle = far.endpoint().passOn(far);
    given.giveAway();
    far.run();
    new Relay(new Lease(socket), near).start();
    return handle;
  }

  private void start() {
    startThread("troupe-relay-in", () -> carry(socket, pipe));
    startThread("troupe-relay-out", () -> carry(pipe, socket));
  }

  private static void startThread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void carry(Lease from, Lease to) {
    try {
      while (!to.isClosed()) {
        to.send(ByteBuffer.wrap(from.receive(Source.MOST_BYTES)));
      }
    } catch (EOFException e) {
      log.trace("a relayed connection ended", e);
    } catch (IOException | InterruptedException e) {
      log.debug("a relayed connection broke", e);
    } finally {
      from.run();
      to.run();
    }
  }
}
