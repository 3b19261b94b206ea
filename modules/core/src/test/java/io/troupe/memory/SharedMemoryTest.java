package io.troupe.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SharedMemoryTest {
  private final String name = "test-" + UUID.randomUUID();

  @Test
  @Tag("C160")
  @DisplayName("C160: create, attach, write, unlink")
  void create_named_isSeenByWhoeverAttaches() throws IOException {
    SharedMemory made = SharedMemory.create(name, 512);
    assertThat(made.name()).isEqualTo(name);
    assertThat(made.size()).isEqualTo(512);
    assertThat(made.buffer().remaining()).isEqualTo(512);
    assertThat(made).hasToString("SharedMemory[name=" + name + ", size=512]");

    made.buffer().put(0, (byte) 42);
    SharedMemory attached = SharedMemory.attach(name);
    assertThat(attached.size()).isEqualTo(512);
    assertThat(attached.buffer().get(0)).isEqualTo((byte) 42);
    attached.buffer().put(511, (byte) 7);
    assertThat(made.buffer().get(511)).isEqualTo((byte) 7);

    made.unlink();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> SharedMemory.attach(name))
        .withMessageContaining(name);
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(made::unlink);
    assertThat(attached.buffer().get(0)).isEqualTo((byte) 42);
  }

  @Test
  @Tag("C160")
  void create_nameTaken_failsAndLeavesTheOther() throws IOException {
    SharedMemory first = SharedMemory.create(name, 8);
    first.buffer().putLong(0, 99);
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> SharedMemory.create(name, 8))
        .withMessageContaining(name);
    assertThat(SharedMemory.attach(name).buffer().getLong(0)).isEqualTo(99);
    first.unlink();
  }

  @Test
  @Tag("C160")
  void create_withoutName_findsOneThatIsFree() throws IOException {
    SharedMemory one = SharedMemory.create(1);
    SharedMemory two = SharedMemory.create(1);
    assertThat(one.name()).isNotEqualTo(two.name());
    assertThat(SharedMemory.attach(one.name()).size()).isOne();
    one.unlink();
    two.unlink();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, -2, Long.MIN_VALUE})
  @Tag("C162")
  @DisplayName("C162: a size below 1 is refused")
  void create_sizeNotPositive_isRefused(long size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedMemory.create(size))
        .withMessageContaining(String.valueOf(size));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a\0b", "\ud800"})
  @Tag("C159")
  @DisplayName("C159: an impossible name is refused")
  void name_impossible_isRefused(String impossible) {
    assertThatIllegalArgumentException().isThrownBy(() -> SharedMemory.create(impossible, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> SharedMemory.attach(impossible));
  }

  @Test
  @Tag("C222")
  @DisplayName("C222: a name that is too long is refused")
  void name_tooLong_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedMemory.create("x".repeat(512), 1))
        .withMessageContaining("too long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "new\nline", ".", "..", "Jürgen ☃ 😀", "%2F", "*", "a b+c"})
  @Tag("C268")
  @DisplayName("C268: odd names work")
  void name_odd_works(String odd) throws IOException {
    SharedMemory made = SharedMemory.create(odd + name, 8);
    assertThat(SharedMemory.attach(odd + name).name()).isEqualTo(odd + name);
    made.unlink();
  }

  @Test
  @Tag("X120")
  @DisplayName("X120: nothing is accessible after close, which may come twice")
  void close_thenAccess_isRefused() throws IOException {
    SharedMemory made = SharedMemory.create(name, 16);
    ByteBuffer before = made.buffer();
    made.close();
    made.close();
    assertThatIllegalStateException().isThrownBy(made::buffer).withMessageContaining(name);
    assertThatIllegalStateException().isThrownBy(() -> made.buffer(0, 1));
    assertThat(made.size()).isEqualTo(16);
    before.put(0, (byte) 1); // stays safe
    assertThat(SharedMemory.attach(name).buffer().get(0)).isEqualTo((byte) 1);
    made.unlink();
  }

  @Test
  void buffer_isInNativeOrderAndIndependent() throws IOException {
    SharedMemory made = SharedMemory.create(64);
    ByteBuffer one = made.buffer();
    one.put("hello".getBytes(StandardCharsets.UTF_8));
    assertThat(one.order()).isEqualTo(ByteOrder.nativeOrder());
    assertThat(made.buffer().position()).isZero();
    assertThat(made.buffer(1, 4))
        .isEqualTo(ByteBuffer.wrap("ello".getBytes(StandardCharsets.UTF_8)));
    made.unlink();
  }

  @Test
  void buffer_outside_isRefused() throws IOException {
    SharedMemory made = SharedMemory.create(64);
    for (long offset : new long[] {-1, 61, Long.MAX_VALUE}) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> made.buffer(offset, 4));
    }
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> made.buffer(0, -1));
    assertThat(made.buffer(64, 0).remaining()).isZero();
    made.unlink();
  }

  @Test
  void create_moreThanTheMachineHas_failsAtOnce() {
    assertThatIOException()
        .isThrownBy(() -> SharedMemory.create(name, 1L << 50))
        .withMessageContaining("No room");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> SharedMemory.attach(name));
  }

  @Test
  void create_nameFreeAgain_afterUnlink() throws IOException {
    SharedMemory first = SharedMemory.create(name, 8);
    first.unlink();
    SharedMemory second = SharedMemory.create(name, 8);
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(first::unlink);
    assertThat(SharedMemory.attach(name).size()).isEqualTo(8);
    second.unlink();
  }

  @Test
  void createAndAttach_interruptedThread_worksAndKeepsTheInterrupt() throws IOException {
    Thread.currentThread().interrupt();
    SharedMemory made = SharedMemory.create(name, 8);
    SharedMemory.attach(name).close();
    assertThat(Thread.interrupted()).isTrue();
    made.unlink();
  }
}
