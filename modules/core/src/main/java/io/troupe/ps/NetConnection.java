package io.troupe.ps;

import java.net.SocketAddress;
import java.util.Optional;

/**
 * A socket of a process.
 *
 * @param fd number of its descriptor; -1 if unknown
 * @param family what its addresses are
 * @param type how it carries data
 * @param local its own address: an {@link java.net.InetSocketAddress}, or a
 *     {@link java.net.UnixDomainSocketAddress} whose path begins with {@code @} for a name that is
 *     no file
 * @param remote the address of the other end; empty if there is none
 * @param state of a TCP connection, else {@link State#NONE}
 */
public record NetConnection(
    int fd,
    Family family,
    Type type,
    Optional<SocketAddress> local,
    Optional<SocketAddress> remote,
    State state) {

  /** The families of addresses. */
  public enum Family {
    INET4,
    INET6,
    UNIX
  }

  /**
   * How a socket carries data; TCP is a {@link #STREAM} of the internet, UDP a {@link #DATAGRAM}.
   */
  public enum Type {
    STREAM,
    DATAGRAM,
    SEQPACKET
  }

  /** The states of a TCP connection. */
  public enum State {
    ESTABLISHED,
    SYN_SENT,
    SYN_RECV,
    FIN_WAIT1,
    FIN_WAIT2,
    TIME_WAIT,
    CLOSE,
    CLOSE_WAIT,
    LAST_ACK,
    LISTEN,
    CLOSING,
    NONE
  }

  /** Which sockets are asked for, in {@code psutil}'s words. */
  public enum Kind {
    ALL,
    /** Of the internet: all but {@link #UNIX}. */
    INET,
    INET4,
    INET6,
    TCP,
    TCP4,
    TCP6,
    UDP,
    UDP4,
    UDP6,
    UNIX;

    /** Returns whether sockets of this family and type are of this kind. */
    public boolean includes(Family family, Type type) {
      boolean inet = family != Family.UNIX;
      return switch (this) {
        case ALL -> true;
        case INET -> inet;
        case INET4 -> family == Family.INET4;
        case INET6 -> family == Family.INET6;
        case TCP -> inet && type == Type.STREAM;
        case TCP4 -> family == Family.INET4 && type == Type.STREAM;
        case TCP6 -> family == Family.INET6 && type == Type.STREAM;
        case UDP -> inet && type == Type.DATAGRAM;
        case UDP4 -> family == Family.INET4 && type == Type.DATAGRAM;
        case UDP6 -> family == Family.INET6 && type == Type.DATAGRAM;
        case UNIX -> !inet;
      };
    }
  }
}
