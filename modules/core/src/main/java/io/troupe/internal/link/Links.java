package io.troupe.internal.link;

import io.troupe.connection.AuthenticationException;
import io.troupe.internal.link.handshake.ClientHandshake;
import io.troupe.internal.link.handshake.Credentials;
import io.troupe.internal.link.handshake.Exchange;
import io.troupe.internal.link.handshake.Session;
import io.troupe.internal.link.transport.RingTransport;
import io.troupe.internal.link.transport.SocketTransport;
import io.troupe.internal.wait.CpuGate;
import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The links that a runtime opens. */
public final class Links {
  private Links() {}

  /**
   * Connects to a runtime on this machine, and authenticates both sides. Blocks while the other
   * side answers.
   *
   * @param address what {@link LinkServer#address} returned there
   * @param cpu says when the reader of the link may spin
   * @throws AuthenticationException if the other side refuses, or does not know the key itself
   * @throws LinkClosedException if nothing listens at the address, or the other side is silent or
   *     hangs up
   */
  public static Link connect(String address, Credentials credentials, CpuGate cpu) {
    return connect(address, credentials, cpu, Exchange.localSilence());
  }

  static Link connect(String address, Credentials credentials, CpuGate cpu, Duration silence) {
    RingTransport transport = transport(address);
    try {
      Exchange exchange = new Exchange(transport, silence, false);
      return new StreamLink(new ClientHandshake(exchange, credentials).run(), cpu);
    } catch (AuthenticationException e) {
      transport.close();
      throw refused(address, e);
    } catch (IOException e) {
      transport.close();
      throw new LinkClosedException(noLink(address, e), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("A handshake that no interrupt ends was interrupted", e);
    } catch (RuntimeException | Error e) {
      transport.close();
      throw e;
    }
  }

  private static RingTransport transport(String address) {
    try {
      return new RingTransport(SocketTransport.connect(address), true);
    } catch (IOException e) {
      throw new LinkClosedException(
          "Cannot connect to the host at " + address + ": " + e.getMessage(), e);
    }
  }

  private static AuthenticationException refused(Object address, Exception reason) {
    return new AuthenticationException(noLink(address, reason), reason);
  }

  private static String noLink(Object address, Exception reason) {
    return "There is no link with " + address + ": " + reason.getMessage();
  }

  /**
   * Connects to a runtime at an address that its program named, and authenticates both sides.
   * Blocks while the other side answers.
   *
   * @param tls secures the link; null for none
   * @param silence how long the other side may be silent
   * @param cpu says when the reader of the link may spin
   * @throws AuthenticationException if one side does not know the key of the other
   * @throws java.net.ConnectException if nothing listens at the address
   * @throws java.net.SocketTimeoutException if the other side is silent
   */
  public static Link connect(
      SocketAddress address,
      Credentials credentials,
      @Nullable SSLContext tls,
      Duration silence,
      CpuGate cpu)
      throws IOException, InterruptedException {
    SocketTransport socket = SocketTransport.connect(address, tls, Deadline.after(silence));
    RingTransport transport = new RingTransport(socket, false);
    try {
      Session session =
          new ClientHandshake(new Exchange(transport, silence, true), credentials).run();
      return new StreamLink(session, cpu);
    } catch (AuthenticationException e) {
      transport.close();
      throw refused(address, e);
    } catch (SocketTimeoutException e) {
      transport.close();
      throw (IOException) new SocketTimeoutException(noLink(address, e)).initCause(e);
    } catch (IOException e) {
      transport.close();
      throw new IOException(noLink(address, e), e);
    } catch (InterruptedException | RuntimeException | Error e) {
      transport.close();
      throw e;
    }
  }
}
