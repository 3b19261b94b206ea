package io.troupe.internal.link.handshake;

import com.google.protobuf.ByteString;
import io.troupe.connection.AuthenticationException;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.internal.link.transport.MalformedFrameException;
import io.troupe.proto.Challenge;
import io.troupe.proto.Handshake;
import io.troupe.proto.Proof;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** The handshake of the side that connected, which proves itself first. */
public final class ClientHandshake {
  private final Exchange exchange;
  private final Credentials credentials;
  private final byte[] nonce = Hmac.newNonce();

  public ClientHandshake(Exchange exchange, Credentials credentials) {
    this.exchange = exchange;
    this.credentials = credentials;
  }

  /**
   * Returns when both sides have proved themselves.
   *
   * @throws AuthenticationException if one of them did not
   * @throws java.net.SocketTimeoutException if the other side is silent
   * @throws InterruptedException if the exchange is interruptible, and this thread is interrupted
   */
  public Session run() throws IOException, InterruptedException {
    try {
      return authenticate();
    } catch (SocketTimeoutException | MalformedFrameException e) {
      throw e;
    } catch (IOException e) {
      throwIfRefused(e);
      throw e;
    }
  }

  /** A side that refuses says why and closes, which may be noticed first. */
  private void throwIfRefused(IOException failure) {
    Handshake last;
    try {
      last = exchange.tryReceive();
    } catch (IOException e) {
      failure.addSuppressed(e);
      return;
    }
    if (last != null && last.hasRefusal()) {
      throw new AuthenticationException(last.getRefusal().getReason(), failure);
    }
  }

  private Session authenticate() throws IOException, InterruptedException {
    exchange.send(Exchange.challenge(nonce));
    byte[] theirNonce = nonceOf(receive(Handshake.StepCase.CHALLENGE).getChallenge());
    exchange.send(proof(theirNonce));
    Proof answer = receive(Handshake.StepCase.PROOF).getProof();
    byte[] expected = Exchange.mac(credentials.key(), "server", answer, nonce, theirNonce);
    if (!Hmac.isEqual(expected, answer.getMac().toByteArray())) {
      throw new AuthenticationException("it did not prove that it knows the key");
    }
    return exchange.session(answer, credentials.wanted(), answer.getGreeting());
  }

  private Handshake receive(Handshake.StepCase step) throws IOException, InterruptedException {
    Handshake message = exchange.receive();
    if (message.hasRefusal()) {
      throw new AuthenticationException(message.getRefusal().getReason());
    }
    if (message.getStepCase() != step) {
      throw new MalformedFrameException(
          "a step " + message.getStepCase() + " of the handshake instead of " + step);
    }
    return message;
  }

  private static byte[] nonceOf(Challenge challenge) throws MalformedFrameException {
    if (challenge.getVersion() != FrameFormat.VERSION) {
      throw new AuthenticationException("it speaks version " + challenge.getVersion()
          + " of the link, this process version " + FrameFormat.VERSION
          + "; start both from the same Troupe");
    }
    if (challenge.getNonce().size() != Hmac.NONCE) {
      throw new MalformedFrameException("a challenge of " + challenge.getNonce().size() + " bytes");
    }
    return challenge.getNonce().toByteArray();
  }

  private Handshake proof(byte[] theirNonce) {
    Proof.Builder proof = Proof.newBuilder()
        .setInvitation(credentials.invitation())
        .setRuntime(credentials.self().number())
        .setPid(credentials.self().pid())
        .setWanted(credentials.wanted());
    byte[] mac = Exchange.mac(credentials.key(), "client", proof.build(), theirNonce, nonce);
    return Handshake.newBuilder()
        .setProof(proof.setMac(ByteString.copyFrom(mac)))
        .build();
  }
}
