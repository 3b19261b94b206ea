package io.troupe.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.troupe.internal.link.transport.MalformedFrameException;
import io.troupe.internal.link.transport.RingTransport;
import io.troupe.internal.link.transport.SocketTransport;
import io.troupe.proto.Frame;
import io.troupe.proto.Handshake;
import io.troupe.proto.Piece;
import io.troupe.proto.Proof;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a link does with bytes that no link sends. */
@Timeout(60)
class MalformedInputTest {
  private final Recorder received = new Recorder();
  private SocketChannel peer;
  private Link link;

  @BeforeEach
  void open() throws Exception {
    SocketChannel[] sockets = LinkPair.sockets();
    peer = sockets[0];
    link = LinkPair.over(new RingTransport(SocketTransport.of(sockets[1]), true));
    link.start(received);
  }

  @AfterEach
  void close() throws Exception {
    link.close();
    peer.close();
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("length 0", bytes(0), "a frame of 0 bytes"),
        Arguments.of("negative length", bytes(-1), "a frame of -1 bytes"),
        Arguments.of("oversized", bytes((1 << 20) + 1), "a frame of 1048577 bytes"),
        Arguments.of(
            "text",
            ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
            "bytes, expected 1 to 1048576"),
        Arguments.of("no Protobuf", bytes(4, -1), "does not parse"),
        Arguments.of("a group ends early", frame(new byte[] {8, 1, 0x0c}), "does not parse"),
        Arguments.of("unknown body", frame(unknownBody()), "an unknown body"),
        Arguments.of("a late handshake", frame(proof()), "after the handshake"),
        Arguments.of("no first piece", frame(piece(1, 0, 10, false)), "no first piece"),
        Arguments.of(
            "a second first piece",
            frames(piece(1, 100, 10, false), piece(1, 100, 10, false)),
            "a second first piece"),
        Arguments.of(
            "too many pieces", frames(piece(1, 15, 10, false), piece(1, 0, 10, true)), "15 bytes"),
        Arguments.of(
            "too few pieces", frames(piece(1, 25, 10, false), piece(1, 0, 10, true)), "20 of 25"),
        Arguments.of("pieces of too much", frame(piece(1, 1L << 31, 10, false)), "2147483648"),
        Arguments.of("a piece of nothing", frame(new byte[] {0x22, 0}), "no first piece"),
        Arguments.of(
            "a piece longer than its frame", frame(new byte[] {0x22, 100, 1, 2}), "does not parse"),
        Arguments.of(
            "data longer than its piece",
            frame(new byte[] {0x22, 3, 0x1a, 100, 1}),
            "does not parse"),
        Arguments.of("pieces of garbage", frame(piece(1, 10, 10, true)), "does not parse"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void onFrame_malformed_closesTheLinkWithOneLogLine(String name, ByteBuffer bytes, String message)
      throws Exception {
    try (CapturedLog log = CapturedLog.open()) {
      peer.write(frame(Frames.ping(1).toByteArray()));
      peer.write(bytes);
      assertThat(received.closed.get()).containsInstanceOf(MalformedFrameException.class);
      assertThat(received.nextCorrelation()).isEqualTo(1);
      assertThat(log.lines()).singleElement().asString().contains("link-7", message);
      assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void onFrame_bytesInDribbles_arrives() throws Exception {
    ByteBuffer bytes = frame(Frames.random(1, 100).toByteArray());
    while (bytes.hasRemaining()) {
      ByteBuffer one = bytes.slice(bytes.position(), 1);
      peer.write(one);
      bytes.position(bytes.position() + 1);
    }
    assertThat(received.frames.take()).isEqualTo(Frames.random(1, 100));
  }

  @Test
  void onFrame_interleavedPieces_areKeptApart() throws Exception {
    byte[] one = Frames.random(1, 1000).toByteArray();
    byte[] two = Frames.random(2, 1000).toByteArray();
    peer.write(frame(piece(1, one.length, one, 0, 500, false)));
    peer.write(frame(piece(2, two.length, two, 0, 600, false)));
    peer.write(frame(Frames.ping(3).toByteArray()));
    peer.write(frame(piece(2, 0, two, 600, two.length, true)));
    peer.write(frame(piece(1, 0, one, 500, one.length, true)));
    assertThat(received.nextCorrelation()).isEqualTo(3);
    assertThat(received.frames.take()).isEqualTo(Frames.random(2, 1000));
    assertThat(received.frames.take()).isEqualTo(Frames.random(1, 1000));
  }

  @Test
  void onFrame_endInsideAFrame_isNoOrderlyEnd() throws Exception {
    peer.write(bytes(100, 1, 2));
    peer.close();
    assertThat(received.closed.get()).containsInstanceOf(EOFException.class);
  }

  @Test
  void onFrame_endInsideAFrameInPieces_isNoOrderlyEnd() throws Exception {
    peer.write(frame(piece(1, 100, 10, false)));
    peer.close();
    assertThat(received.closed.get()).containsInstanceOf(EOFException.class);
  }

  private static byte[] unknownBody() {
    UnknownFieldSet.Field field =
        UnknownFieldSet.Field.newBuilder().addVarint(1).build();
    return UnknownFieldSet.newBuilder().addField(1000, field).build().toByteArray();
  }

  private static byte[] proof() {
    return Frame.newBuilder()
        .setHandshake(Handshake.newBuilder().setProof(Proof.getDefaultInstance()))
        .build()
        .toByteArray();
  }

  private static byte[] piece(int stream, long total, int size, boolean last) {
    byte[] data = new byte[size];
    data[0] = -1;
    return piece(stream, total, data, 0, size, last);
  }

  private static byte[] piece(int stream, long total, byte[] data, int from, int to, boolean last) {
    return Frame.newBuilder()
        .setPiece(Piece.newBuilder()
            .setStream(stream)
            .setTotal(total)
            .setData(ByteString.copyFrom(data, from, to - from))
            .setLast(last))
        .build()
        .toByteArray();
  }

  private static ByteBuffer frame(byte[] encoding) {
    return frames(encoding);
  }

  private static ByteBuffer frames(byte[]... encodings) {
    ByteBuffer bytes = ByteBuffer.allocate(10_000);
    for (byte[] encoding : encodings) {
      bytes.putInt(encoding.length).put(encoding);
    }
    return bytes.flip();
  }

  /** A length, and words behind it. */
  private static ByteBuffer bytes(int... words) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * words.length);
    for (int word : words) {
      bytes.putInt(word);
    }
    return bytes.flip();
  }
}
