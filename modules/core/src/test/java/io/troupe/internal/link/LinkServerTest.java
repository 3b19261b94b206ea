package io.troupe.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.troupe.connection.AuthenticationException;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.link.handshake.Credentials;
import io.troupe.internal.link.handshake.Hmac;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.internal.link.transport.ListeningSocket;
import io.troupe.proto.Challenge;
import io.troupe.proto.Frame;
import io.troupe.proto.Handshake;
import io.troupe.proto.Proof;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LinkServerTest {
  private static final byte[] KEY =
      "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WRONG_KEY = new byte[Hmac.KEY];
  private static final RuntimeId GUEST = new RuntimeId(2, 8);
  private static final int MOST_STRANGERS = 4;

  private LinkServer server;
  private CapturedLog log;

  @BeforeEach
  void open() throws Exception {
    log = CapturedLog.open();
    server = serve(ListeningSocket.open(RuntimeDirectory.ofThisJvm()), Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    server.close();
    log.close();
    assertThat(log.lines()).allSatisfy(line -> assertThat(line).doesNotContain("0123456789abcdef"));
  }

  @Test
  void address_isShortAndInAPrivateDirectoryUntilClose() throws Exception {
    Path socket = Path.of(server.address());
    assertThat(server.address().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(100);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
        .isEqualTo("rwx------");
    server.close();
    assertThat(socket).doesNotExist();
  }

  @Test
  @Tag("C028")
  void connect_expected_links() throws Exception {
    assertLinks(server, 1);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void connect_manyAtOnce_eachGetsItsOwn() throws Exception {
    List<CompletableFuture<Link>> hosts = new ArrayList<>();
    List<CompletableFuture<Link>> processes = new ArrayList<>();
    for (long i = 1; i <= MOST_STRANGERS; i++) {
      long process = i;
      hosts.add(server.expect(process, KEY).toCompletableFuture());
      processes.add(CompletableFuture.supplyAsync(() -> connect(server, process, KEY)));
    }
    for (int i = 0; i < MOST_STRANGERS; i++) {
      assertTalk(hosts.get(i).get(), processes.get(i).get());
    }
  }

  @Test
  void connect_frameRightBehindTheHandshake_isNotLost() throws Exception {
    server.expect(1, KEY).thenAccept(host -> host.send(Frames.ping(9)));
    Recorder received = new Recorder();
    try (Link process = connect(server, 1, KEY)) {
      process.start(received);
      assertThat(received.nextCorrelation()).isEqualTo(9);
    }
  }

  @Test
  void connect_overLoopback_links() throws Exception {
    try (LinkServer tcp = serve(ListeningSocket.loopback(), Duration.ofSeconds(10))) {
      assertThat(tcp.address()).matches("(127\\.0\\.0\\.1|\\[::1]):\\d+");
      assertLinks(tcp, 1);
      assertRefused(tcp, 2, WRONG_KEY);
    }
  }

  @Test
  @Tag("C029")
  @Tag("X062")
  void connect_wrongKey_isRefusedOnBothSidesAndTheNextOneLinks() throws Exception {
    CompletableFuture<Link> host = server.expect(1, KEY).toCompletableFuture();
    assertRefused(server, 1, WRONG_KEY);
    awaitLog("the key of process 1 is wrong");
    assertThat(host).isNotDone();
    assertTalk(host, connect(server, 1, KEY));
  }

  @Test
  void connect_unknownProcess_isRefused() {
    assertRefused(server, 5, KEY);
    awaitLog("process 5 is not expected");
  }

  @Test
  void connect_aSecondTime_isRefused() throws Exception {
    CompletableFuture<Link> host = server.expect(1, KEY).toCompletableFuture();
    try (Link process = connect(server, 1, KEY)) {
      assertRefused(server, 1, KEY);
      assertTalk(host.get(), process);
    }
  }

  @Test
  void accept_garbage_isRefusedAndTheNextOneLinks() throws Exception {
    try (SocketChannel stranger = stranger()) {
      stranger.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
      assertDropped(stranger);
    }
    awaitLog("expected 1 to 1024");
    assertLinks(server, 1);
  }

  @Test
  void accept_frameLongerThanAStrangersMayBe_isRefused() throws Exception {
    try (SocketChannel stranger = stranger()) {
      stranger.write(ByteBuffer.allocate(4).putInt(1025).flip());
      assertDropped(stranger);
    }
    awaitLog("a frame of 1025 bytes");
  }

  @Test
  void accept_noHandshake_isRefused() throws Exception {
    assertAnswerIsRefused(Frames.ping(1), "a frame LINK in the handshake");
  }

  @Test
  void accept_noChallenge_isRefused() throws Exception {
    Handshake proof =
        Handshake.newBuilder().setProof(Proof.getDefaultInstance()).build();
    assertAnswerIsRefused(
        Frame.newBuilder().setHandshake(proof).build(),
        "a step PROOF of the handshake instead of CHALLENGE");
  }

  @Test
  void accept_otherVersion_isRefused() throws Exception {
    Challenge challenge = Challenge.newBuilder()
        .setVersion(9)
        .setNonce(ByteString.copyFrom(WRONG_KEY))
        .build();
    assertAnswerIsRefused(
        Frame.newBuilder()
            .setHandshake(Handshake.newBuilder().setChallenge(challenge))
            .build(),
        "version 9 of the link instead of " + FrameFormat.VERSION);
  }

  @Test
  void connect_guest_bothKnowEachOther() throws Exception {
    CompletableFuture<Link> welcomed = new CompletableFuture<>();
    ByteString greeting = ByteString.copyFromUtf8("hello");
    server.welcome(KEY, () -> greeting, welcomed::complete);
    try (Link guest = Links.connect(
            server.address(), Credentials.guest(GUEST, KEY).toReach(5), LinkPair.NO_SPINNING);
        Link host = welcomed.get(10, TimeUnit.SECONDS)) {
      assertThat(guest.peer()).isEqualTo(LinkPair.ID);
      assertThat(guest.greeting()).isEqualTo(greeting);
      assertThat(host.peer()).isEqualTo(GUEST);
      assertThat(host.wanted()).isEqualTo(5);
    }
  }

  @Test
  void accept_connectAndClose_isRefusedWithoutAWarning() throws Exception {
    stranger().close();
    assertLinks(server, 1);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  @Tag("X063")
  void accept_silence_isRefusedAtTheDeadline() throws Exception {
    try (LinkServer impatient =
            serve(ListeningSocket.open(RuntimeDirectory.ofThisJvm()), Duration.ofMillis(50));
        SocketChannel stranger =
            SocketChannel.open(UnixDomainSocketAddress.of(impatient.address()))) {
      assertDropped(stranger);
      awaitLog("was silent for 50 ms from the beginning");
    }
  }

  @Test
  void accept_moreSilentStrangersThanAllowed_dropsTheOldestAndLinks() throws Exception {
    List<SocketChannel> strangers = new ArrayList<>();
    for (int i = 0; i < 3 * MOST_STRANGERS; i++) {
      strangers.add(stranger());
    }
    assertLinks(server, 1);
    awaitLog("it had not proved itself when 4 later ones had come");
    for (SocketChannel oldest : strangers.subList(0, 2 * MOST_STRANGERS)) {
      assertDropped(oldest);
    }
    for (SocketChannel stranger : strangers) {
      stranger.close();
    }
  }

  @Test
  void expect_twice_isRefused() {
    server.expect(1, KEY);
    assertThatThrownBy(() -> server.expect(1, KEY)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void expect_shortKey_isRefused() {
    assertThatThrownBy(() -> server.expect(1, new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31");
  }

  @Test
  void forget_expected_failsTheStageAndRefusesTheProcess() {
    CompletableFuture<Link> host = server.expect(1, KEY).toCompletableFuture();
    server.forget(1);
    assertThatThrownBy(host::get).hasCauseInstanceOf(LinkClosedException.class);
    assertRefused(server, 1, KEY);
  }

  @Test
  void close_linkIsOpen_theLinkLivesOn() throws Exception {
    CompletableFuture<Link> expected = server.expect(2, KEY).toCompletableFuture();
    CompletableFuture<Link> host = server.expect(1, KEY).toCompletableFuture();
    Link process = connect(server, 1, KEY);
    host.get();
    server.close();
    server.close();
    assertThatThrownBy(expected::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LinkClosedException.class);
    assertThatThrownBy(() -> server.expect(3, KEY).toCompletableFuture().get())
        .hasCauseInstanceOf(LinkClosedException.class);
    assertTalk(host, process);
  }

  @Test
  void connect_nobodyListens_throwsLinkClosed() {
    server.close();
    assertThatThrownBy(() -> connect(server, 1, KEY))
        .isInstanceOf(LinkClosedException.class)
        .hasMessageContaining(server.address());
  }

  private static LinkServer serve(ListeningSocket socket, Duration silence) {
    return new LinkServer(socket, LinkPair.ID, LinkPair.NO_SPINNING, silence, MOST_STRANGERS)
        .start();
  }

  private static Link connect(LinkServer server, long process, byte[] key) {
    return Links.connect(
        server.address(), Credentials.invited(GUEST, process, key), LinkPair.NO_SPINNING);
  }

  private static void assertRefused(LinkServer server, long process, byte[] key) {
    assertThatThrownBy(() -> connect(server, process, key))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining(server.address())
        .hasMessageContaining("process " + process);
  }

  private static void assertLinks(LinkServer server, long process) throws Exception {
    CompletableFuture<Link> host = server.expect(process, KEY).toCompletableFuture();
    assertTalk(host, connect(server, process, KEY));
  }

  private static void assertTalk(CompletableFuture<Link> host, Link process) throws Exception {
    assertTalk(host.get(10, TimeUnit.SECONDS), process);
  }

  private static void assertTalk(Link host, Link process) throws Exception {
    Recorder atHost = new Recorder();
    Recorder atProcess = new Recorder();
    host.start(atHost);
    process.start(atProcess);
    host.send(Frames.ping(1));
    process.send(Frames.ping(2));
    assertThat(atProcess.nextCorrelation()).isEqualTo(1);
    assertThat(atHost.nextCorrelation()).isEqualTo(2);
    host.close();
    process.close();
  }

  private void assertAnswerIsRefused(Frame answer, String message) throws Exception {
    try (SocketChannel stranger = stranger()) {
      byte[] encoding = answer.toByteArray();
      stranger.write(
          ByteBuffer.allocate(1024).putInt(encoding.length).put(encoding).flip());
      assertDropped(stranger);
    }
    awaitLog(message);
  }

  private SocketChannel stranger() throws Exception {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(server.address()));
    return channel;
  }

  /** Reads the challenge, perhaps a refusal, and then the end. */
  private static void assertDropped(SocketChannel stranger) {
    ByteBuffer bytes = ByteBuffer.allocate(1024);
    try {
      while (stranger.read(bytes) >= 0) {
        assertThat(bytes.position()).isLessThan(200);
      }
    } catch (java.io.IOException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  private void awaitLog(String part) {
    await().until(() -> log.lines().stream().anyMatch(line -> line.contains(part)));
  }
}
