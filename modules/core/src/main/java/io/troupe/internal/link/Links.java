package io.troupe.internal.link;

import io.troupe.AuthenticationException;
import io.troupe.internal.link.handshake.FrameExchange;
import io.troupe.internal.link.handshake.ProcessHandshake;
import io.troupe.internal.link.transport.Endpoint;
import io.troupe.internal.link.transport.RingTransport;
import io.troupe.internal.link.transport.SocketTransport;
import io.troupe.internal.wait.CpuGate;
import java.io.IOException;
import java.time.Duration;

/** A process's end of a link. */
public final class Links {
  private Links() {}

  /**
   * Connects to the host and authenticates both sides. Blocks, at most 60 s.
   *
   * @param address what {@link LinkServer#address} returned there
   * @param process the incarnation of this process
   * @param key the 32 bytes that the host gave to this process
   * @param cpu says when the reader of the link may spin
   * @throws AuthenticationException if the host refuses this process, does not know the key itself, or is silent
   * @throws LinkClosedException if nobody listens at the address
   */
  public static Link connect(String address, long process, byte[] key, CpuGate cpu) {
    return connect(address, process, key, cpu, FrameExchange.DEADLINE);
  }

  public static Link connect(
      String address, long process, byte[] key, CpuGate cpu, Duration handshake) {
    RingTransport transport = transport(address);
    try {
      FrameExchange exchange = new FrameExchange(transport, handshake.toNanos());
      new ProcessHandshake(exchange, process, key).run();
      return new StreamLink(process, transport, exchange.reader(), cpu);
    } catch (RuntimeException | Error e) {
      transport.close();
      throw e;
    }
  }

  private static RingTransport transport(String address) {
    try {
      return new RingTransport(SocketTransport.of(Endpoint.connect(address)));
    } catch (IOException e) {
      throw new LinkClosedException(
          "Cannot connect to the host at " + address + ": " + e.getMessage(), e);
    }
  }
}
