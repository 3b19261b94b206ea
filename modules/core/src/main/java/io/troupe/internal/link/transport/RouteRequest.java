package io.troupe.internal.link.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a process says to a router first: where to connect. The router answers with a length in two
 * bytes and so much text: why not, or nothing if it is connected.
 *
 * @param place the node or program
 * @param address of a socket there
 */
public record RouteRequest(String place, String address) {
  /** Longer than any address of a socket. */
  public static final int MOST_BYTES = 4096;

  /** Returns the length in two bytes, and the text. */
  public static ByteBuffer encode(String place, String address) {
    return encode(place + '|' + address);
  }

  /** Returns an answer: empty if the other end is connected. */
  public static ByteBuffer answer(String refusal) {
    return encode(
        refusal.length() > MOST_BYTES / 4 ? refusal.substring(0, MOST_BYTES / 4) : refusal);
  }

  private static ByteBuffer encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Short.BYTES + bytes.length)
        .putShort((short) bytes.length)
        .put(bytes)
        .flip();
  }

  /** Reads what {@link #encode(String, String)} wrote, without its length. */
  public static RouteRequest decode(ByteBuffer text) throws IOException {
    String decoded = StandardCharsets.UTF_8.decode(text).toString();
    int bar = decoded.indexOf('|');
    if (bar < 0) {
      throw new IOException("no place and address: " + decoded);
    }
    return new RouteRequest(decoded.substring(0, bar), decoded.substring(bar + 1));
  }
}
