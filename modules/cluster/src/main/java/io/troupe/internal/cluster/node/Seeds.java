package io.troupe.internal.cluster.node;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** What the names of seeds stand for. A name server may know several nodes by one name. */
final class Seeds {
  private Seeds() {}

  /**
   * Looks a seed up, again at each call.
   *
   * @return host and port of each address that its host has now; the seed itself if that is one
   *     only, or none
   */
  static List<String> nodes(String seed) {
    int colon = seed.lastIndexOf(':');
    String port = seed.substring(colon);
    try {
      InetAddress[] all = InetAddress.getAllByName(seed.substring(0, colon));
      return all.length == 1
          ? List.of(seed)
          : Stream.of(all).map(each -> text(each) + port).toList();
    } catch (UnknownHostException e) {
      return List.of(seed); // the connecting process says so
    }
  }

  private static String text(InetAddress address) {
    String host = address.getHostAddress();
    return address instanceof Inet6Address ? '[' + host + ']' : host;
  }
}
