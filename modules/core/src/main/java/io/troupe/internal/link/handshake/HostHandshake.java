package io.troupe.internal.link.handshake;

import com.google.protobuf.ByteString;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.internal.link.transport.MalformedFrameException;
import io.troupe.proto.Accept;
import io.troupe.proto.Challenge;
import io.troupe.proto.Frame;
import io.troupe.proto.Proof;
import java.io.IOException;

/** A host's side of the handshake: challenges whoever connected, and proves itself to a process that it expects. */
public final class HostHandshake {
  private final FrameExchange exchange;
  private final Expectations expectations;
  private final byte[] nonce = Hmac.nonce();

  public HostHandshake(FrameExchange exchange, Expectations expectations) {
    this.exchange = exchange;
    this.expectations = expectations;
  }

  /** Returns what was expected, which is now claimed; the caller must complete it. */
  public Expectation run() throws Stranger {
    Proof proof = proof();
    Expectation expectation = expected(proof);
    verify(expectation, proof);
    if (!expectations.claim(expectation)) {
      throw unknown(proof);
    }
    accept(expectation, proof);
    exchange.reader().trust();
    return expectation;
  }

  private Proof proof() throws Stranger {
    try {
      exchange.send(challenge());
      Frame answer = exchange.receive();
      if (!answer.hasProof() || answer.getProof().getNonce().size() != Hmac.NONCE) {
        throw new MalformedFrameException("a frame " + answer.getBodyCase() + " that is no proof");
      }
      return answer.getProof();
    } catch (IOException e) {
      throw Stranger.because(e);
    }
  }

  private Frame challenge() {
    return Frame.newBuilder()
        .setChallenge(Challenge.newBuilder()
            .setVersion(FrameFormat.VERSION)
            .setNonce(ByteString.copyFrom(nonce)))
        .build();
  }

  private Expectation expected(Proof proof) throws Stranger {
    if (proof.getVersion() != FrameFormat.VERSION) {
      throw new Stranger(
          Stranger.Kind.OTHER_VERSION,
          "it speaks version " + proof.getVersion() + " of the link, this host version "
              + FrameFormat.VERSION);
    }
    Expectation expectation = expectations.find(proof.getProcess());
    if (expectation == null) {
      throw unknown(proof);
    }
    return expectation;
  }

  private void verify(Expectation expectation, Proof proof) throws Stranger {
    byte[] expected = Hmac.ofProcess(
        expectation.key(), expectation.process(), nonce, proof.getNonce().toByteArray());
    if (!Hmac.equal(expected, proof.getMac().toByteArray())) {
      throw new Stranger(
          Stranger.Kind.WRONG_KEY,
          "it does not know the key of process " + Long.toUnsignedString(expectation.process()));
    }
  }

  private void accept(Expectation expectation, Proof proof) throws Stranger {
    byte[] mac = Hmac.ofHost(
        expectation.key(), expectation.process(), proof.getNonce().toByteArray(), nonce);
    try {
      exchange.send(Frame.newBuilder()
          .setAccept(Accept.newBuilder().setMac(ByteString.copyFrom(mac)))
          .build());
    } catch (IOException e) {
      expectation.fail("it went during the handshake");
      throw Stranger.because(e);
    }
  }

  private static Stranger unknown(Proof proof) {
    return new Stranger(
        Stranger.Kind.UNKNOWN_PROCESS,
        "nobody expects process " + Long.toUnsignedString(proof.getProcess()));
  }
}
