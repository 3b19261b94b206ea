package io.troupe.internal.link.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.internal.link.Frames;
import io.troupe.internal.memory.Block;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RingTest {
  private Ring writer;
  private Ring reader;

  @BeforeEach
  void open() throws IOException {
    writer = Ring.create();
    reader = Ring.attach(writer.address());
  }

  private static byte[] random(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] readAll() throws IOException {
    ByteBuffer into = ByteBuffer.allocate(Ring.CAPACITY);
    reader.read(into);
    byte[] read = new byte[into.flip().remaining()];
    into.get(read);
    return read;
  }

  @Test
  void readAndWrite_anySizesRoundAndRound_keepAllBytesInOrder() throws IOException {
    Random random = new Random(7);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (written.size() < 10 * Ring.CAPACITY) {
      ByteBuffer from = ByteBuffer.wrap(random(random, random.nextInt(Ring.CAPACITY)));
      int count = writer.write(from);
      assertThat(from.position()).isEqualTo(count);
      written.write(from.array(), 0, count);
      ByteBuffer into = ByteBuffer.allocate(random.nextInt(Ring.CAPACITY));
      read.write(into.array(), 0, reader.read(into));
    }
    read.writeBytes(readAll());
    assertThat(read.toByteArray()).isEqualTo(written.toByteArray());
  }

  @Test
  void write_more_takesWhatThereIsRoomFor() throws IOException {
    ByteBuffer from = ByteBuffer.allocate(Ring.CAPACITY + 10);
    assertThat(writer.write(from)).isEqualTo(Ring.CAPACITY);
    assertThat(from.remaining()).isEqualTo(10);
    assertThat(writer.isFull()).isTrue();
    assertThat(reader.read(ByteBuffer.allocate(1))).isEqualTo(1);
    assertThat(writer.write(from)).isEqualTo(1);
  }

  @Test
  void writeFrame_acrossTheEnd_isTheEncodingWithItsLength() throws IOException {
    writer.write(ByteBuffer.allocate(Ring.CAPACITY - 2));
    readAll();
    for (int size : new int[] {10, 100_000}) {
      byte[] encoding = Frames.random(size, size).toByteArray();
      assertThat(writer.write(Frames.random(size, size), encoding.length)).isTrue();
      assertThat(readAll())
          .isEqualTo(ByteBuffer.allocate(4 + encoding.length)
              .putInt(encoding.length)
              .put(encoding)
              .array());
    }
  }

  @Test
  void writeFrame_noRoomForAllOfIt_writesNothing() throws IOException {
    io.troupe.proto.Frame frame = Frames.zeros(1, 100);
    writer.write(ByteBuffer.allocate(Ring.CAPACITY - frame.getSerializedSize()));
    assertThat(writer.write(frame, frame.getSerializedSize())).isFalse();
    assertThat(readAll()).hasSize(Ring.CAPACITY - frame.getSerializedSize());
  }

  @Test
  void startWaiting_writerSeesItOnce() throws IOException {
    assertThat(writer.takeWaiting()).isFalse();
    assertThat(reader.startWaiting()).isTrue();
    assertThat(writer.takeWaiting()).isTrue();
    assertThat(writer.takeWaiting()).isFalse();
  }

  @Test
  void startWaiting_somethingHasCome_needNotWait() throws IOException {
    writer.write(ByteBuffer.allocate(1));
    assertThat(reader.startWaiting()).isFalse();
  }

  @Test
  void stopWaiting_writerSeesNothing() throws IOException {
    reader.startWaiting();
    reader.stopWaiting();
    assertThat(writer.takeWaiting()).isFalse();
  }

  @Test
  void attach_memoryOfAnotherSize_isRefused() {
    Block other = Block.allocate(100);
    assertThatThrownBy(() -> Ring.attach(other.address()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void attach_memoryThatIsNotOnThisMachine_isRefused() {
    String elsewhere = writer.address().replaceFirst("troupe-\\d+", "troupe-0");
    assertThatThrownBy(() -> Ring.attach(elsewhere)).isInstanceOf(IOException.class);
  }

  @Test
  void numbersThatCannotBe_areRefused() throws IOException {
    Ring spoilt = Ring.create();
    Ring other = Ring.attach(spoilt.address());
    ByteBuffer memory = Block.borrow(spoilt.address());
    memory.putLong(32, Ring.CAPACITY + 1L);
    assertThatThrownBy(() -> other.read(ByteBuffer.allocate(1)))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining(Integer.toString(Ring.CAPACITY + 1));
    memory.putLong(160, 1);
    assertThatThrownBy(spoilt::isFull).isInstanceOf(MalformedFrameException.class);
  }
}
