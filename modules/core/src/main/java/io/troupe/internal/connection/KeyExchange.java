package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import io.troupe.connection.AuthenticationException;
import io.troupe.internal.link.handshake.Hmac;
import io.troupe.proto.ClientHello;
import io.troupe.proto.ListenerHello;
import io.troupe.proto.ListenerVerdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How a listener and a client prove to each other that they know the same key: each answers the
 * other's challenge. Without keys they only make sure that both are of this kind.
 */
final class KeyExchange {
  private static final String PROTOCOL = "troupe";
  private static final int VERSION = 1;

  private final @Nullable ByteString key;

  KeyExchange(byte @Nullable [] key) {
    this.key = key == null ? null : ByteString.copyFrom(key);
  }

  /**
   * Leads the exchange on the listener's side.
   *
   * @throws AuthenticationException if the client gave a wrong key or none
   */
  void asListener(Dialogue dialogue) throws IOException, InterruptedException {
    ByteString nonce = newNonce();
    dialogue.say(ListenerHello.newBuilder()
        .setProtocol(PROTOCOL)
        .setVersion(VERSION)
        .setKeyed(key != null)
        .setNonce(nonce)
        .build());
    ClientHello client = dialogue.hear(ClientHello.parser());
    boolean accepted = client.getVersion() == VERSION && isProven(client, nonce);
    dialogue.say(verdict(accepted, client, nonce));
    if (!accepted) {
      throw new AuthenticationException(reason(client));
    }
  }

  private boolean isProven(ClientHello client, ByteString nonce) {
    return client.getKeyed() == (key != null)
        && (key == null || isSame(client.getMac(), prove(key, "client", nonce, client.getNonce())));
  }

  private ListenerVerdict verdict(boolean accepted, ClientHello client, ByteString nonce) {
    ListenerVerdict.Builder verdict = ListenerVerdict.newBuilder().setAccepted(accepted);
    if (accepted && key != null) {
      verdict.setMac(prove(key, "listener", client.getNonce(), nonce));
    }
    return verdict.build();
  }

  private String reason(ClientHello client) {
    if (client.getVersion() != VERSION) {
      return "the client speaks version " + client.getVersion() + " of the protocol, this listener "
          + VERSION;
    }
    if (client.getKeyed() == (key != null)) {
      return "the digest received from the client was wrong: it has another key";
    }
    return key == null
        ? "the client demands a key, and this listener has none"
        : "the client gave no key";
  }

  /**
   * Takes part on the client's side.
   *
   * @throws AuthenticationException if the listener refuses the client's key, or does not know it
   *     itself
   */
  void asClient(Dialogue dialogue) throws IOException, InterruptedException {
    ListenerHello listener = dialogue.hear(ListenerHello.parser());
    if (!listener.getProtocol().equals(PROTOCOL) || listener.getVersion() != VERSION) {
      throw new IOException("what listens there is no Troupe listener of version " + VERSION);
    }
    ByteString nonce = newNonce();
    dialogue.say(hello(listener, nonce));
    checkKeyed(listener);
    ListenerVerdict verdict = dialogue.hear(ListenerVerdict.parser());
    if (!verdict.getAccepted()) {
      throw new AuthenticationException(
          "the digest sent was rejected: the listener has another key");
    }
    checkProven(verdict, listener, nonce);
  }

  private ClientHello hello(ListenerHello listener, ByteString nonce) {
    ClientHello.Builder hello = ClientHello.newBuilder().setVersion(VERSION).setKeyed(key != null);
    if (key != null) {
      hello.setNonce(nonce).setMac(prove(key, "client", listener.getNonce(), nonce));
    }
    return hello.build();
  }

  private void checkKeyed(ListenerHello listener) {
    if (listener.getKeyed() != (key != null)) {
      throw new AuthenticationException(
          key == null
              ? "the listener demands a key; connect with the one that it was opened with"
              : "the listener has no key and cannot prove that it is the right one");
    }
  }

  private void checkProven(ListenerVerdict verdict, ListenerHello listener, ByteString nonce) {
    if (key != null
        && !isSame(verdict.getMac(), prove(key, "listener", nonce, listener.getNonce()))) {
      throw new AuthenticationException(
          "the digest received from the listener was wrong: it does not know the key");
    }
  }

  static ByteString newNonce() {
    return ByteString.copyFrom(Hmac.newNonce());
  }

  /**
   * Returns the proof of {@code role}: each part goes in behind its length, so that no two claims
   * have the same bytes.
   */
  static ByteString prove(ByteString key, String role, ByteString... parts) {
    ByteString claim = counted(ByteString.copyFromUtf8(role));
    for (ByteString part : parts) {
      claim = claim.concat(counted(part));
    }
    return ByteString.copyFrom(Hmac.mac(key.toByteArray(), claim.toByteArray()));
  }

  private static ByteString counted(ByteString part) {
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).putInt(part.size()).flip();
    return ByteString.copyFrom(length).concat(part);
  }

  private static boolean isSame(ByteString one, ByteString other) {
    return Hmac.isEqual(one.toByteArray(), other.toByteArray());
  }
}
