package io.troupe.internal.link.handshake;

import com.google.protobuf.ByteString;
import io.troupe.AuthenticationException;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.internal.link.transport.MalformedFrameException;
import io.troupe.proto.Accept;
import io.troupe.proto.Challenge;
import io.troupe.proto.Frame;
import io.troupe.proto.Proof;
import java.io.IOException;

/** A process's side of the handshake: answers the host's challenge, and lets the host prove itself. */
public final class ProcessHandshake {
  private final FrameExchange exchange;
  private final long process;
  private final byte[] key;

  public ProcessHandshake(FrameExchange exchange, long process, byte[] key) {
    this.exchange = exchange;
    this.process = process;
    this.key = key;
  }

  /** Returns when both sides are authenticated. */
  public void run() {
    try {
      authenticate();
    } catch (IOException e) {
      throw new AuthenticationException(
          "The host did not accept process " + Long.toUnsignedString(process) + ": "
              + e.getMessage(),
          e);
    }
    exchange.reader().trust();
  }

  private void authenticate() throws IOException {
    byte[] hostNonce = checked(receive(Frame.BodyCase.CHALLENGE).getChallenge());
    byte[] nonce = Hmac.nonce();
    exchange.send(proof(hostNonce, nonce));
    Accept accept = receive(Frame.BodyCase.ACCEPT).getAccept();
    byte[] expected = Hmac.ofHost(key, process, nonce, hostNonce);
    if (!Hmac.equal(expected, accept.getMac().toByteArray())) {
      throw new AuthenticationException(
          "The host did not prove that it knows the key of this process");
    }
  }

  private Frame receive(Frame.BodyCase body) throws IOException {
    Frame frame = exchange.receive();
    if (frame.getBodyCase() != body) {
      throw new MalformedFrameException("a frame " + frame.getBodyCase() + " instead of " + body);
    }
    return frame;
  }

  private static byte[] checked(Challenge challenge) throws MalformedFrameException {
    if (challenge.getVersion() != FrameFormat.VERSION) {
      throw new AuthenticationException("The host speaks version " + challenge.getVersion()
          + " of the link, this process version " + FrameFormat.VERSION
          + "; start both from the same Troupe");
    }
    if (challenge.getNonce().size() != Hmac.NONCE) {
      throw new MalformedFrameException("a challenge of " + challenge.getNonce().size() + " bytes");
    }
    return challenge.getNonce().toByteArray();
  }

  private Frame proof(byte[] hostNonce, byte[] nonce) {
    byte[] mac = Hmac.ofProcess(key, process, hostNonce, nonce);
    return Frame.newBuilder()
        .setProof(Proof.newBuilder()
            .setVersion(FrameFormat.VERSION)
            .setProcess(process)
            .setNonce(ByteString.copyFrom(nonce))
            .setMac(ByteString.copyFrom(mac)))
        .build();
  }
}
