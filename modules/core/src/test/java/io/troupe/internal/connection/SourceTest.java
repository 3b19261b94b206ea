package io.troupe.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SourceTest {
  private SocketChannel writer;
  private Wire wire;
  private Source source;

  @BeforeEach
  void connect() throws IOException {
    SocketChannel[] pair = SocketPair.open();
    writer = pair[0];
    wire = SocketWire.of(pair[1]);
    source = new Source(wire);
  }

  @AfterEach
  void close() throws IOException {
    writer.close();
    wire.close();
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      writer.write(rest);
    }
  }

  private static byte[] frame(byte[] message) {
    return ByteBuffer.allocate(4 + message.length)
        .putInt(message.length)
        .put(message)
        .array();
  }

  private byte[] next() throws IOException {
    byte[] message = source.begun() ? source.take() : null;
    while (message == null && source.fill()) {
      message = source.begun() ? source.take() : null;
    }
    return message;
  }

  @Test
  void take_byteByByte_waitsForTheWholeMessage() throws Exception {
    byte[] frame = frame(new byte[] {1, 2, 3});
    for (int i = 0; i < frame.length - 1; i++) {
      write(new byte[] {frame[i]});
      assertThat(next()).isNull();
      assertThat(source.begun()).isEqualTo(i >= 3);
    }
    write(new byte[] {3});
    assertThat(next()).containsExactly(1, 2, 3);
    assertThat(source.begun()).isFalse();
  }

  @Test
  void take_severalAtOnce_areCutApart() throws Exception {
    write(frame(new byte[] {1}));
    write(frame(new byte[0]));
    write(frame(new byte[] {2, 2}));
    assertThat(next()).containsExactly(1);
    assertThat(next()).isEmpty();
    assertThat(next()).containsExactly(2, 2);
    assertThat(next()).isNull();
  }

  @Test
  void take_largerThanTrusted_growsAsItArrives() throws Exception {
    byte[] large = new byte[3 << 20];
    new Random(3).nextBytes(large);
    Thread thread = new Thread(() -> {
      try {
        write(frame(large));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
    thread.start();
    byte[] message = null;
    while (message == null) {
      message = next();
      Thread.onSpinWait();
    }
    assertThat(message).isEqualTo(large);
  }

  @Test
  void begun_negativeLength_isRefusedForGood() throws Exception {
    write(new byte[] {-1, -1, -1, -1, 0, 0, 0, 0});
    assertThat(source.fill()).isTrue();
    assertThatThrownBy(source::begun)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("4294967295");
    assertThat(source.begun()).isFalse();
    assertThat(source.ended()).isTrue();
  }

  @Test
  void spent_endInTheMiddle_isTrueAndAfterAWholeMessageFalse() throws Exception {
    write(frame(new byte[] {1}));
    write(new byte[] {0, 0, 0, 9, 1});
    writer.close();
    assertThat(source.fill()).isTrue();
    assertThat(source.fill()).isFalse();
    assertThat(source.spent()).isFalse();
    assertThat(next()).containsExactly(1);
    assertThat(source.spent()).isTrue();
  }
}
