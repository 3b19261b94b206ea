package io.troupe.internal.link.handshake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.troupe.AuthenticationException;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.link.Frames;
import io.troupe.internal.link.LinkPair;
import io.troupe.internal.link.Links;
import io.troupe.internal.link.transport.Endpoint;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.internal.link.transport.SocketTransport;
import io.troupe.internal.link.transport.Transport;
import io.troupe.proto.Accept;
import io.troupe.proto.Challenge;
import io.troupe.proto.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that meets a false host. */
@Timeout(60)
class ProcessHandshakeTest {
  private Endpoint endpoint;

  @BeforeEach
  void open() throws Exception {
    endpoint = Endpoint.open(RuntimeDirectory.ofThisJvm());
  }

  @AfterEach
  void close() throws Exception {
    endpoint.close();
  }

  @Test
  @Tag("X069")
  void connect_hostDoesNotKnowTheKey_throwsAuthentication() {
    serve(host -> {
      host.send(challenge(FrameFormat.VERSION, 32));
      host.receive();
      host.send(accept());
    });
    assertRefusal("The host did not prove that it knows the key");
  }

  @Test
  @Tag("C185")
  void connect_hostSendsSomethingElse_throwsAuthentication() {
    serve(host -> host.send(Frames.ping(1)));
    assertRefusal("a frame PING instead of CHALLENGE");
  }

  @Test
  void connect_acceptBeforeTheProof_throwsAuthentication() {
    serve(host -> host.send(accept()));
    assertRefusal("a frame ACCEPT instead of CHALLENGE");
  }

  @Test
  void connect_otherVersion_throwsAuthentication() {
    serve(host -> host.send(challenge(2, 32)));
    assertRefusal("The host speaks version 2 of the link, this process version 1");
  }

  @Test
  void connect_shortNonce_throwsAuthentication() {
    serve(host -> host.send(challenge(FrameFormat.VERSION, 8)));
    assertRefusal("a challenge of 8 bytes");
  }

  @Test
  void connect_hostCloses_throwsAuthentication() {
    serve(host -> {});
    assertRefusal("the other side closed the connection");
  }

  @Test
  @Tag("X064")
  void connect_hostIsSilent_throwsAuthenticationAtTheDeadline() {
    assertThatThrownBy(() -> connect(Duration.ofMillis(50)))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("did not end in time");
  }

  private interface Host {
    void serve(FrameExchange exchange) throws IOException;
  }

  private void serve(Host host) {
    CompletableFuture.runAsync(() -> {
      try (Transport transport = SocketTransport.of(endpoint.accept())) {
        host.serve(new FrameExchange(transport, Duration.ofSeconds(10).toNanos()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private void assertRefusal(String message) {
    assertThatThrownBy(() -> connect(Duration.ofSeconds(10)))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining(message);
  }

  private void connect(Duration deadline) {
    Links.connect(endpoint.address(), 1, LinkPair.KEY, LinkPair.NO_SPINNING, deadline);
  }

  private static Frame challenge(int version, int nonce) {
    return Frame.newBuilder()
        .setChallenge(Challenge.newBuilder()
            .setVersion(version)
            .setNonce(ByteString.copyFrom(new byte[nonce])))
        .build();
  }

  private static Frame accept() {
    return Frame.newBuilder()
        .setAccept(Accept.newBuilder().setMac(ByteString.copyFrom(new byte[32])))
        .build();
  }
}
