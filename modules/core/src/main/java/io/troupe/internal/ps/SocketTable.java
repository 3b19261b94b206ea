package io.troupe.internal.ps;

import io.troupe.ps.NetConnection;
import io.troupe.ps.NetConnection.Family;
import io.troupe.ps.NetConnection.Kind;
import io.troupe.ps.NetConnection.State;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a network, as the files in {@code /proc/PID/net} list them, joined with the
 * descriptors of a process.
 */
final class SocketTable {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int HEX = 16;
  private static final int WORD_DIGITS = 8;
  private static final int UNIX_PATH_FIELD = 7;

  /** The states by their numbers, from 1 on. */
  private static final List<State> TCP = List.of(
      State.ESTABLISHED,
      State.SYN_SENT,
      State.SYN_RECV,
      State.FIN_WAIT1,
      State.FIN_WAIT2,
      State.TIME_WAIT,
      State.CLOSE,
      State.CLOSE_WAIT,
      State.LAST_ACK,
      State.LISTEN,
      State.CLOSING);

  /** A file and what is in it. */
  private record Listing(String file, Family family, NetConnection.Type type) {
    boolean concerns(Kind kind) {
      return family == Family.UNIX
          ? kind.includes(family, NetConnection.Type.STREAM)
          : kind.includes(family, type);
    }
  }

  private static final List<Listing> LISTINGS = List.of(
      new Listing("tcp", Family.INET4, NetConnection.Type.STREAM),
      new Listing("tcp6", Family.INET6, NetConnection.Type.STREAM),
      new Listing("udp", Family.INET4, NetConnection.Type.DATAGRAM),
      new Listing("udp6", Family.INET6, NetConnection.Type.DATAGRAM),
      new Listing("unix", Family.UNIX, NetConnection.Type.STREAM)); // has its types itself

  private final Map<Long, Integer> descriptors;

  /** @param descriptors of the process, by the inodes of the sockets */
  SocketTable(Map<Long, Integer> descriptors) {
    this.descriptors = descriptors;
  }

  List<NetConnection> read(long pid, Kind kind) {
    List<NetConnection> found = new ArrayList<>();
    for (Listing listing : LISTINGS) {
      if (listing.concerns(kind)) {
        List<String> lines = ProcFiles.lines("/proc/" + pid + "/net/" + listing.file);
        lines.stream().skip(1).forEach(line -> parse(listing, line).ifPresent(found::add));
      }
    }
    return found;
  }

  private Optional<NetConnection> parse(Listing listing, String line) {
    return listing.family == Family.UNIX ? unix(line.trim()) : inet(listing, line.trim());
  }

  /** {@code sl local remote state queues timer retransmits uid timeout inode ...}. */
  private Optional<NetConnection> inet(Listing listing, String line) {
    String[] fields = BLANKS.split(line, -1);
    Integer fd = fields.length < 10 ? null : descriptors.get(Long.valueOf(fields[9]));
    if (fd == null) {
      return Optional.empty();
    }
    State state = listing.type == NetConnection.Type.STREAM
        ? state(Integer.parseInt(fields[3], HEX))
        : State.NONE;
    return Optional.of(new NetConnection(
        fd, listing.family, listing.type, address(fields[1]), address(fields[2]), state));
  }

  private static State state(int number) {
    return number >= 1 && number <= TCP.size() ? TCP.get(number - 1) : State.NONE;
  }

  /**
   * {@code 0100007F:0050}: words in the order of the machine. Nothing for port 0, which is no end
   * of anything.
   */
  private static Optional<SocketAddress> address(String text) {
    int colon = text.indexOf(':');
    int port = Integer.parseInt(text.substring(colon + 1), HEX);
    if (port == 0) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(colon / 2).order(ByteOrder.nativeOrder());
    for (int i = 0; i < colon; i += WORD_DIGITS) {
      bytes.putInt(Integer.parseUnsignedInt(text.substring(i, i + WORD_DIGITS), HEX));
    }
    try {
      return Optional.of(new InetSocketAddress(InetAddress.getByAddress(bytes.array()), port));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("not an address: " + text, e);
    }
  }

  /** {@code num references protocol flags type state inode [path]}; a path may have blanks. */
  private Optional<NetConnection> unix(String line) {
    String[] fields = BLANKS.split(line, UNIX_PATH_FIELD + 1);
    Integer fd = fields.length < UNIX_PATH_FIELD ? null : descriptors.get(Long.valueOf(fields[6]));
    if (fd == null) {
      return Optional.empty();
    }
    String path = fields.length > UNIX_PATH_FIELD ? fields[UNIX_PATH_FIELD] : null;
    return Optional.of(new NetConnection(
        fd, Family.UNIX, type(fields[4]), path(path), Optional.empty(), State.NONE));
  }

  private static NetConnection.Type type(String number) {
    return switch (Integer.parseInt(number, HEX)) {
      case 2 -> NetConnection.Type.DATAGRAM;
      case 5 -> NetConnection.Type.SEQPACKET;
      default -> NetConnection.Type.STREAM;
    };
  }

  private static Optional<SocketAddress> path(@Nullable String path) {
    try {
      return Optional.ofNullable(path).map(UnixDomainSocketAddress::of);
    } catch (InvalidPathException e) {
      return Optional.empty(); // a name of any bytes, which is no file
    }
  }
}
