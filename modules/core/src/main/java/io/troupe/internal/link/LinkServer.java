package io.troupe.internal.link;

import com.google.protobuf.ByteString;
import io.troupe.TroupeException;
import io.troupe.internal.directory.SocketDirectory;
import io.troupe.internal.link.handshake.Acceptor;
import io.troupe.internal.link.handshake.Exchange;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.link.transport.ListeningSocket;
import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.link.transport.SocketTransport;
import io.troupe.internal.wait.CpuGate;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A socket at which a runtime takes links: its processes and those that use its objects connect
 * here and prove that they know a key; all others are refused. Thread-safe.
 */
public final class LinkServer implements AutoCloseable {
  private static final int MOST_HANDSHAKES = 64;

  private final ListeningSocket socket;
  private final Invitations invitations;
  private final Acceptor acceptor;

  LinkServer(
      ListeningSocket socket, RuntimeId self, CpuGate cpu, Duration silence, int mostHandshakes) {
    this.socket = socket;
    invitations = new Invitations(cpu);
    acceptor = new Acceptor(socket, self, invitations, silence, mostHandshakes);
  }

  /**
   * Starts listening.
   *
   * @param self the runtime
   * @param cpu says when the readers of the links may spin
   * @param directory where the socket is made
   * @throws TroupeException if no socket can be made
   */
  public static LinkServer open(RuntimeId self, CpuGate cpu, SocketDirectory directory) {
    Duration silence = Exchange.localSilence();
    try {
      ListeningSocket socket = ListeningSocket.open(directory);
      return new LinkServer(socket, self, cpu, silence, MOST_HANDSHAKES).start();
    } catch (IOException e) {
      throw new TroupeException("Cannot listen for processes: " + e.getMessage(), e);
    }
  }

  /**
   * Starts listening at an address that the program names, for links from other machines too.
   *
   * @param self the runtime
   * @param cpu says when the readers of the links may spin
   * @param tls secures the links; null for none
   * @param silence how long the other side may be silent while it proves itself
   * @throws java.net.BindException if the address is in use
   */
  public static LinkServer open(
      RuntimeId self,
      CpuGate cpu,
      SocketAddress address,
      @Nullable SSLContext tls,
      Duration silence)
      throws IOException {
    ListeningSocket socket = ListeningSocket.at(address, tls);
    return new LinkServer(socket, self, cpu, silence, MOST_HANDSHAKES).start();
  }

  LinkServer start() {
    acceptor.start();
    return this;
  }

  /**
   * Returns what {@link Links#connect} takes: the socket's path, or "host:port" on loopback, and
   * where that is, if others are elsewhere.
   */
  public String address() {
    return Routes.publish(socket.address());
  }

  /** Returns the address as it is on this machine. */
  public String localAddress() {
    return socket.address();
  }

  /** Returns the address of the socket, with the port that it got. */
  public SocketAddress socketAddress() {
    return socket.socketAddress();
  }

  /**
   * Takes in a connection that has come by another way than the socket; it has to prove itself as
   * all have.
   */
  public void take(SocketTransport connection) {
    acceptor.take(connection);
  }

  /**
   * Lets a process connect, once.
   *
   * @param process its incarnation
   * @param key 32 bytes that this process alone is given
   * @return the link, once the process has authenticated; completed on a thread of the handshake,
   *     or with {@link LinkClosedException} after {@link #forget} or {@link #close}
   * @throws IllegalStateException if the process is expected already
   */
  public CompletionStage<Link> expect(long process, byte[] key) {
    return invitations.invite(process, key);
  }

  /**
   * Lets all connect that know a key.
   *
   * @param guests takes each link before it is started, on a thread of the handshake
   */
  public void welcome(byte[] key, Consumer<Link> guests) {
    welcome(key, () -> ByteString.EMPTY, guests);
  }

  /**
   * Lets all connect that know a key.
   *
   * @param greeting what each of them is told: see {@link Link#greeting}
   * @param guests takes each link before it is started, on a thread of the handshake
   */
  public void welcome(byte[] key, Supplier<ByteString> greeting, Consumer<Link> guests) {
    invitations.invite(key, greeting, guests);
  }

  /** No longer expects a process. No effect once it has linked. */
  public void forget(long process) {
    invitations.withdraw(process, "it is no longer expected");
  }

  /**
   * Stops listening and deletes the socket. Links stay open; all that is still expected fails.
   * Idempotent.
   */
  @Override
  public void close() {
    acceptor.close();
    invitations.close();
  }
}
