package io.troupe.internal.cluster.gateway;

import io.troupe.connection.AuthenticationException;
import io.troupe.internal.cluster.call.NodeCalls;
import io.troupe.internal.link.transport.SocketTransport;
import io.troupe.internal.link.transport.TlsChannel;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.Correspond;
import io.troupe.proto.GatewayAnswer;
import io.troupe.proto.GatewayRequest;
import io.troupe.proto.Greet;
import io.troupe.proto.Meet;
import io.troupe.proto.Reach;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** The gateways of nodes as they are used from elsewhere. Thread-safe. */
public final class Gateways {
  static final int VERSION = 3;

  /** So long a node may be silent that is asked for something. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SSLContext nodes;
  private final Payloads payloads;

  /**
   * Creates the way to them.
   *
   * @param keys of the side that connects
   */
  public Gateways(KeyRing keys, Payloads payloads) {
    nodes = keys.trustingNodes();
    this.payloads = payloads;
  }

  /**
   * Returns the calls of a node. Blocks while it is connected.
   *
   * @throws AuthenticationException if the node or this side has no key of the cluster
   */
  public NodeCalls greet(String node) throws IOException {
    GatewayRequest.Builder request = request().setGreet(Greet.getDefaultInstance());
    GatewayAnswer answer;
    try (Side side = connected(node)) {
      answer = ask(side, node, request);
    }
    if (payloads.decode(answer.getCalls()) instanceof NodeCalls calls) {
      return calls;
    }
    throw new IOException("The gateway " + node + " answered with something that is no node");
  }

  /** Returns a stream to a socket at a place. */
  Side reach(Place place, String address) throws IOException {
    return open(
        place.node(),
        request().setReach(Reach.newBuilder().setProgram(place.program()).setAddress(address)));
  }

  /** Returns a stream to the process that waits at a node. */
  Side meet(String node, long token) throws IOException {
    return open(node, request().setMeet(Meet.newBuilder().setToken(token)));
  }

  /**
   * Returns a line for mail with a node, not started yet. Blocks while it is connected.
   *
   * @param node host and port of its gateway
   * @param from the address of this node, as mail has it
   * @param to that of the other one, which refuses mail for another
   */
  public Line correspond(String node, String from, String to) throws IOException {
    Side side =
        open(node, request().setCorrespond(Correspond.newBuilder().setFrom(from).setTo(to)));
    try {
      return new Line(side);
    } catch (IOException | RuntimeException | Error e) {
      side.close();
      throw e;
    }
  }

  private static GatewayRequest.Builder request() {
    return GatewayRequest.newBuilder().setVersion(VERSION);
  }

  private Side open(String node, GatewayRequest.Builder request) throws IOException {
    Side side = connected(node);
    try {
      ask(side, node, request);
      return side;
    } catch (IOException | RuntimeException | Error e) {
      side.close();
      throw e;
    }
  }

  private GatewayAnswer ask(Side side, String node, GatewayRequest.Builder request)
      throws IOException {
    Deadline deadline = Deadline.after(PATIENCE);
    GatewayAnswer answer;
    try {
      side.send(request.build(), deadline);
      answer = side.receive(GatewayAnswer.parser(), deadline);
    } catch (SSLException e) {
      throw new AuthenticationException(
          "No TLS with the node " + node + ": " + e.getMessage()
              + "; are both keys of one cluster?",
          e);
    } catch (SocketTimeoutException | EOFException e) {
      throw caused(new ConnectException("The node " + node + ": " + e.getMessage()), e);
    }
    if (!answer.getRefusal().isEmpty()) {
      throw new ConnectException("The node " + node + " refuses: " + answer.getRefusal());
    }
    return answer;
  }

  private Side connected(String node) throws IOException {
    SocketChannel socket = connectedSocket(node);
    try {
      return Side.secure(socket, TlsChannel.peer(socket, nodes));
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static SocketChannel connectedSocket(String node) throws IOException {
    try {
      return SocketTransport.connected(Place.socketAddress(node), Deadline.after(PATIENCE));
    } catch (UnknownHostException e) {
      throw caused(new UnknownHostException("The host of the node " + node + " is not known"), e);
    } catch (IOException e) {
      throw caused(new ConnectException("No node at " + node + ": " + e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while connecting with the node " + node);
    }
  }

  private static IOException caused(IOException failure, Exception cause) {
    failure.initCause(cause);
    return failure;
  }
}
