package io.troupe.internal.link.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.troupe.connection.AuthenticationException;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.internal.link.transport.ListeningSocket;
import io.troupe.internal.link.transport.MalformedFrameException;
import io.troupe.internal.link.transport.RingTransport;
import io.troupe.internal.link.transport.SocketTransport;
import io.troupe.proto.Challenge;
import io.troupe.proto.Handshake;
import io.troupe.proto.Proof;
import io.troupe.proto.Refusal;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A runtime that meets a false host. */
@Timeout(60)
class ClientHandshakeTest {
  private static final byte[] KEY = new byte[Hmac.KEY];

  private ListeningSocket socket;

  @BeforeEach
  void open() throws Exception {
    socket = ListeningSocket.open(RuntimeDirectory.ofThisJvm());
  }

  @AfterEach
  void close() throws Exception {
    socket.close();
  }

  @Test
  @Tag("X069")
  void run_hostDoesNotKnowTheKey_throwsAuthentication() {
    serve(host -> {
      host.send(challenge(FrameFormat.VERSION, 32));
      host.receive();
      host.send(proof());
    });
    assertThatThrownBy(this::shakeHands)
        .isInstanceOf(AuthenticationException.class)
        .hasMessage("it did not prove that it knows the key");
  }

  @Test
  void run_hostRefuses_throwsAuthenticationWithItsReason() {
    serve(host -> host.send(Handshake.newBuilder()
        .setRefusal(Refusal.newBuilder().setReason("the moon is full"))
        .build()));
    assertThatThrownBy(this::shakeHands)
        .isInstanceOf(AuthenticationException.class)
        .hasMessage("the moon is full");
  }

  @Test
  @Tag("C185")
  void run_hostSendsSomethingElse_throwsMalformed() {
    serve(host -> host.send(Handshake.getDefaultInstance()));
    assertThatThrownBy(this::shakeHands)
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("STEP_NOT_SET of the handshake instead of CHALLENGE");
  }

  @Test
  void run_proofBeforeTheChallenge_throwsMalformed() {
    serve(host -> host.send(proof()));
    assertThatThrownBy(this::shakeHands)
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("PROOF of the handshake instead of CHALLENGE");
  }

  @Test
  void run_otherVersion_throwsAuthentication() {
    serve(host -> host.send(challenge(9, 32)));
    assertThatThrownBy(this::shakeHands)
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("it speaks version 9 of the link, this process version 1");
  }

  @Test
  void run_shortNonce_throwsMalformed() {
    serve(host -> host.send(challenge(FrameFormat.VERSION, 8)));
    assertThatThrownBy(this::shakeHands)
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("a challenge of 8 bytes");
  }

  @Test
  void run_hostCloses_throwsEndOfFile() {
    serve(host -> {});
    assertThatThrownBy(this::shakeHands).isInstanceOf(EOFException.class);
  }

  @Test
  @Tag("X064")
  void run_hostIsSilent_throwsTimeout() {
    assertThatThrownBy(() -> shakeHands(Duration.ofMillis(50)))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("the other side was silent for 50 ms from the beginning");
  }

  @Test
  void run_hostFallsSilent_throwsTimeout() {
    serve(host -> {
      host.send(challenge(FrameFormat.VERSION, 32));
      host.receive();
      host.receive(); // for ever
    });
    assertThatThrownBy(() -> shakeHands(Duration.ofMillis(500)))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("in the middle of the handshake");
  }

  @Test
  void localSilence_propertySaysOtherwise_isThat() {
    System.setProperty("troupe.handshake.timeout", "7");
    try {
      assertThat(Exchange.localSilence()).isEqualTo(Duration.ofSeconds(7));
      System.setProperty("troupe.handshake.timeout", "soon");
      assertThatThrownBy(Exchange::localSilence)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("was soon");
    } finally {
      System.clearProperty("troupe.handshake.timeout");
    }
  }

  private interface Host {
    void serve(Exchange exchange) throws IOException, InterruptedException;
  }

  private void serve(Host host) {
    CompletableFuture.runAsync(() -> {
      try (RingTransport transport = new RingTransport(SocketTransport.of(socket.accept()), true)) {
        Exchange exchange = new Exchange(transport, Duration.ofSeconds(10), false);
        exchange.receive();
        host.serve(exchange);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private Session shakeHands() throws IOException, InterruptedException {
    return shakeHands(Duration.ofSeconds(10));
  }

  private Session shakeHands(Duration silence) throws IOException, InterruptedException {
    try (RingTransport transport =
        new RingTransport(SocketTransport.connect(socket.address()), true)) {
      Credentials credentials = Credentials.invited(RuntimeId.create(), 1, KEY);
      return new ClientHandshake(new Exchange(transport, silence, false), credentials).run();
    }
  }

  private static Handshake challenge(int version, int nonce) {
    return Handshake.newBuilder()
        .setChallenge(Challenge.newBuilder()
            .setVersion(version)
            .setNonce(ByteString.copyFrom(new byte[nonce])))
        .build();
  }

  private static Handshake proof() {
    return Handshake.newBuilder()
        .setProof(Proof.newBuilder().setMac(ByteString.copyFrom(new byte[32])))
        .build();
  }
}
