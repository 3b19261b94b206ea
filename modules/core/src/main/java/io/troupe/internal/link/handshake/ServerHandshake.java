package io.troupe.internal.link.handshake;

import com.google.protobuf.ByteString;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.internal.link.transport.MalformedFrameException;
import io.troupe.internal.log.Log;
import io.troupe.proto.Challenge;
import io.troupe.proto.Handshake;
import io.troupe.proto.Proof;
import io.troupe.proto.Refusal;
import java.io.IOException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of the side that listens: it proves itself to those alone that have done so and are
 * invited.
 */
final class ServerHandshake {
  private static final Log log = Log.of(ServerHandshake.class);

  private final Exchange exchange;
  private final RuntimeId self;
  private final LongFunction<@Nullable Invitation> invitations;
  private final byte[] nonce = Hmac.newNonce();

  /** One that is let in. */
  record Guest(Invitation invitation, Session session) {}

  ServerHandshake(
      Exchange exchange, RuntimeId self, LongFunction<@Nullable Invitation> invitations) {
    this.exchange = exchange;
    this.self = self;
    this.invitations = invitations;
  }

  /** Returns when both sides have proved themselves, and the guest's invitation is claimed. */
  Guest run() throws RefusedException {
    try {
      return authenticate();
    } catch (RefusedException e) {
      tell(e);
      throw e;
    } catch (IOException e) {
      RefusedException refused = RefusedException.because(e);
      tell(refused);
      throw refused;
    } catch (InterruptedException e) {
      throw new IllegalStateException("a handshake that no interrupt ends was interrupted", e);
    }
  }

  private Guest authenticate() throws RefusedException, IOException, InterruptedException {
    exchange.send(Exchange.challenge(nonce));
    byte[] theirNonce = nonceOf(receive(Handshake.StepCase.CHALLENGE).getChallenge());
    Proof proof = receive(Handshake.StepCase.PROOF).getProof();
    Invitation invitation = invitations.apply(proof.getInvitation());
    if (invitation == null) {
      throw unexpected(proof);
    }
    verify(proof, invitation, theirNonce);
    if (!invitation.claim()) {
      throw unexpected(proof);
    }
    welcome(invitation, theirNonce);
    return new Guest(invitation, exchange.session(proof, proof.getWanted(), ByteString.EMPTY));
  }

  private Handshake receive(Handshake.StepCase step) throws IOException, InterruptedException {
    Handshake message = exchange.receive();
    if (message.getStepCase() != step) {
      throw new MalformedFrameException(
          "a step " + message.getStepCase() + " of the handshake instead of " + step);
    }
    return message;
  }

  private static byte[] nonceOf(Challenge challenge)
      throws RefusedException, MalformedFrameException {
    if (challenge.getVersion() != FrameFormat.VERSION) {
      throw new RefusedException(
          RefusedException.Kind.OTHER_VERSION,
          "version " + challenge.getVersion() + " of the link instead of " + FrameFormat.VERSION);
    }
    if (challenge.getNonce().size() != Hmac.NONCE) {
      throw new MalformedFrameException("a challenge of " + challenge.getNonce().size() + " bytes");
    }
    return challenge.getNonce().toByteArray();
  }

  private static RefusedException unexpected(Proof proof) {
    return new RefusedException(
        RefusedException.Kind.UNEXPECTED,
        "process " + Long.toUnsignedString(proof.getInvitation()) + " is not expected");
  }

  private void verify(Proof proof, Invitation invitation, byte[] theirNonce)
      throws RefusedException {
    byte[] expected = Exchange.mac(invitation.key(), "client", proof, nonce, theirNonce);
    if (!Hmac.isEqual(expected, proof.getMac().toByteArray())) {
      throw new RefusedException(
          RefusedException.Kind.WRONG_KEY,
          proof.getInvitation() == 0
              ? "the key is wrong"
              : "the key of process " + Long.toUnsignedString(proof.getInvitation()) + " is wrong");
    }
  }

  private void welcome(Invitation invitation, byte[] theirNonce)
      throws IOException, InterruptedException {
    try {
      Proof.Builder proof = Proof.newBuilder()
          .setRuntime(self.number())
          .setPid(self.pid())
          .setGreeting(invitation.greeting());
      byte[] mac = Exchange.mac(invitation.key(), "server", proof.build(), theirNonce, nonce);
      exchange.send(Handshake.newBuilder()
          .setProof(proof.setMac(ByteString.copyFrom(mac)))
          .build());
    } catch (IOException | RuntimeException e) {
      invitation.fail("it went during the handshake");
      throw e;
    }
  }

  /** The other side need not hear it, but errs less in the dark. */
  private void tell(RefusedException refused) {
    if (refused.kind() != RefusedException.Kind.GONE) {
      try {
        exchange.trySend(Handshake.newBuilder()
            .setRefusal(Refusal.newBuilder().setReason(String.valueOf(refused.getMessage())))
            .build());
      } catch (IOException e) {
        log.debug("The other side went before it could be told: {}", refused.getMessage(), e);
      }
    }
  }
}
