package io.troupe.internal.cluster.gateway;

import com.google.protobuf.ByteString;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.link.transport.ListeningSocket;
import io.troupe.internal.link.transport.TlsChannel;
import io.troupe.internal.log.Log;
import io.troupe.internal.log.ThrottledLog;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.Correspond;
import io.troupe.proto.GatewayAnswer;
import io.troupe.proto.GatewayRequest;
import io.troupe.proto.Reach;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The port of a node. A client proves by its certificate that it belongs to the cluster, says where
 * it wants to be connected, and is. Thread-safe.
 */
public final class Gateway implements AutoCloseable {
  private static final Log log = Log.of(Gateway.class);

  /** Takes the lines of other nodes. Thread-safe. */
  public interface Correspondence {
    /** Returns whether an address is that of this node. */
    boolean isFor(String address);

    /**
     * A node has come with mail.
     *
     * @param from its address
     * @param line not started yet
     */
    void arrived(String from, Line line);
  }

  private enum Trouble {
    REFUSED
  }

  private final SSLContext tls;
  private final String address;
  private final Supplier<ByteString> calls;
  private final Meetings meetings;
  private final Gateways others;
  private final Splicer splicer;
  private final Router router;
  private final Reception reception;
  private final ThrottledLog refused = new ThrottledLog(log);

  /** Null until mail is taken. */
  private volatile @Nullable Correspondence correspondence;

  private Gateway(
      ListeningSocket socket,
      String address,
      KeyRing keys,
      Gateways others,
      Supplier<ByteString> calls,
      Meetings meetings)
      throws IOException {
    this.address = address;
    this.calls = calls;
    this.meetings = meetings;
    tls = keys.trustingAll();
    this.others = others;
    splicer = Splicer.start();
    router = Router.open(this::connect, splicer);
    reception = Reception.open("troupe-gateway", socket, this::receive);
  }

  /**
   * Opens a port.
   *
   * @param address where it is opened
   * @param name host and port, as others know it; with port 0 the one that is given takes its place
   * @param others the way to other nodes
   * @param calls encodes the calls of this node, once for each that asks
   * @param meetings knows the programs that use this node
   * @throws java.net.BindException if the port is in use
   */
  public static Gateway open(
      InetSocketAddress address,
      String name,
      KeyRing keys,
      Gateways others,
      Supplier<ByteString> calls,
      Meetings meetings)
      throws IOException {
    ListeningSocket socket = ListeningSocket.at(address, null);
    try {
      int port = ((InetSocketAddress) socket.socketAddress()).getPort();
      String known = name.substring(0, name.lastIndexOf(':') + 1) + port;
      return new Gateway(socket, known, keys, others, calls, meetings);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Returns host and port, as others know it. */
  public String address() {
    return address;
  }

  /** From now on, takes mail from other nodes. */
  public void take(Correspondence mail) {
    correspondence = mail;
  }

  /** Returns where the processes of this machine reach others. */
  public String router() {
    return router.address();
  }

  private void receive(SocketChannel socket) throws IOException {
    Side guest = Side.secure(socket, TlsChannel.mutualServer(socket, tls));
    Deadline deadline = Deadline.after(Gateways.PATIENCE);
    GatewayRequest request;
    try {
      request = guest.receive(GatewayRequest.parser(), deadline);
    } catch (IOException e) {
      refused.report(
          Trouble.REFUSED,
          Level.WARN,
          socket.getRemoteAddress() + " is refused, it showed no key of this cluster: "
              + e.getMessage());
      throw e;
    }
    try {
      serve(guest, request);
    } catch (IOException | RuntimeException e) {
      answer(guest, GatewayAnswer.newBuilder().setRefusal(String.valueOf(e.getMessage())));
      guest.close();
    }
  }

  private void serve(Side guest, GatewayRequest request) throws IOException {
    if (request.getVersion() != Gateways.VERSION) {
      throw new IOException("the other side has version " + request.getVersion()
          + " of the gateway's protocol, this one has " + Gateways.VERSION);
    }
    switch (request.getBodyCase()) {
      case GREET -> {
        answer(guest, GatewayAnswer.newBuilder().setCalls(calls.get()));
        guest.close();
      }
      case REACH ->
        reach(guest, new Place(address, request.getReach().getProgram()), request.getReach());
      case MEET -> {
        answer(guest, GatewayAnswer.newBuilder());
        meetings.arrived(request.getMeet().getToken(), guest);
      }
      case CORRESPOND -> correspond(guest, request.getCorrespond());
      case BODY_NOT_SET -> throw new IOException("a request that this version does not know");
    }
  }

  /** What is for this JVM itself goes to it as it comes, which spares a socket and a thread. */
  private void reach(Side guest, Place place, Reach wish) throws IOException {
    LinkServer own = TroupeRuntime.current().linkServer();
    if (place.program() == 0 && wish.getAddress().equals(own.localAddress())) {
      answer(guest, GatewayAnswer.newBuilder());
      own.take(guest.transport());
    } else {
      Side far = connect(place, wish.getAddress());
      answer(guest, GatewayAnswer.newBuilder());
      splicer.join(guest, far);
    }
  }

  private void correspond(Side guest, Correspond wish) throws IOException {
    guest.requireNode();
    Correspondence known = correspondence;
    if (known == null || !known.isFor(wish.getTo())) {
      throw new IOException("there is no " + wish.getTo() + " here");
    }
    answer(guest, GatewayAnswer.newBuilder());
    known.arrived(wish.getFrom(), new Line(guest));
  }

  private static void answer(Side guest, GatewayAnswer.Builder answer) throws IOException {
    guest.send(answer.build(), Deadline.after(Gateways.PATIENCE));
  }

  private Side connect(Place place, String target) throws IOException {
    // A program may be known by a node that has left, and use this one as well.
    if (meetings.knows(place.program())) {
      return meetings.fetch(place.program(), target);
    }
    if (!place.node().equals(address)) {
      return others.reach(place, target);
    }
    return place.program() == 0 ? Connector.here(target) : meetings.fetch(place.program(), target);
  }

  /** Takes none in any more, and ends all streams. */
  @Override
  public void close() {
    reception.close();
    router.close();
    splicer.close();
  }
}
