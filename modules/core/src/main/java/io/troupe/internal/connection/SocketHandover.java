package io.troupe.internal.connection;

import io.troupe.internal.log.Log;
import io.troupe.internal.object.Objects;
import io.troupe.proto.PipeHandle;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Carries messages between a socket of this process and a pipe whose other end another process
 * holds: a JVM cannot give away a socket itself. Two threads, until either side ends.
 */
final class SocketHandover {
  private static final Log log = Log.of(SocketHandover.class);

  private final Lease socket;
  private final Lease pipe;

  private SocketHandover(Lease socket, Lease pipe) {
    this.socket = socket;
    this.pipe = pipe;
  }

  /**
   * Gives the use of a socket away: {@code given} is closed, and the handle that is returned stands
   * for it.
   */
  static PipeHandle handOver(Objects objects, End socket, Lease given) throws IOException {
    PipeEnd[] ends = PipeEnd.pair(objects, true);
    Lease near = new Lease(ends[0]);
    Lease far = new Lease(ends[1]);
    PipeHandle handle = far.end().passOn(far);
    given.giveAway();
    far.run();
    new SocketHandover(new Lease(socket), near).start();
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
