package io.troupe.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.troupe.internal.lending.MemoryCodec;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.memory.Array;
import io.troupe.memory.DoubleArray;
import io.troupe.memory.LongValue;
import io.troupe.memory.ShareableList;
import io.troupe.memory.SharedMemory;
import io.troupe.memory.Value;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryCodecsTest {
  private static PayloadCodec<Value> values() {
    return MemoryCodec.ofValues(() -> TroupeRuntime.current().syncs().memories());
  }

  private static PayloadCodec<Array> arrays() {
    return MemoryCodec.ofArrays(() -> TroupeRuntime.current().syncs().memories());
  }

  private static PayloadCodec<ShareableList> lists() {
    return MemoryCodec.ofLists(() -> TroupeRuntime.current().syncs().memories());
  }

  @Test
  void runtime_knowsTheHandles() {
    assertThat(Stream.of(SharedMemory.class, Value.class, Array.class, ShareableList.class))
        .allMatch(TroupeRuntime.current().payloads()::hasCodec);
  }

  @Test
  void value_andArray_comeBackAsTheirOwnType() throws IOException {
    LongValue value = Value.ofLong(8);
    Value decoded = values().decode(values().encode(value));
    assertThat(decoded).isInstanceOf(LongValue.class);
    ((LongValue) decoded).set(9);
    assertThat(value.get()).isEqualTo(9);

    DoubleArray array = DoubleArray.of(1, 2, 3);
    Array decodedArray = arrays().decode(arrays().encode(array));
    assertThat(((DoubleArray) decodedArray).toArray()).containsExactly(1, 2, 3);
  }

  record Job(String title, LongValue done, Array items) {}

  @Test
  void payload_recordWithHandles_sharesTheirMemory() {
    Payloads payloads = TroupeRuntime.current().payloads();
    Job job = new Job("sum", Value.ofLong(0), DoubleArray.of(1, 2));
    Job arrived = (Job) payloads.decode(payloads.encode(job));
    arrived.done().set(5);
    ((DoubleArray) arrived.items()).set(0, 9);
    assertThat(job.done().get()).isEqualTo(5);
    assertThat(((DoubleArray) job.items()).toArray()).containsExactly(9, 2);
  }

  @Test
  void payload_shareableList_crossesAsHandleNotAsCopy() throws IOException {
    Payloads payloads = TroupeRuntime.current().payloads();
    ShareableList list = ShareableList.of("a", 1);
    ShareableList arrived = (ShareableList) payloads.decode(payloads.encode(list));
    arrived.set(0, "b");
    assertThat(list.get(0)).isEqualTo("b");
    list.unlink();
  }

  @Test
  @Tag("C170")
  @DisplayName("C170: a list crosses as a handle of constant size")
  void shareableList_anyLength_handleIsSmallAndShared() throws IOException {
    PayloadCodec<ShareableList> codec = lists();
    ShareableList small = ShareableList.of(1);
    ShareableList large = ShareableList.of("x".repeat(100_000), 2, 3);
    assertThat(codec.encode(large)).hasSameSizeAs(codec.encode(small));
    ShareableList decoded = codec.decode(codec.encode(large));
    decoded.set(1, 5);
    assertThat(large.get(1)).isEqualTo(5);
    small.unlink();
    large.unlink();
  }

  @Test
  @Tag("C164")
  @Tag("C171")
  @DisplayName("C164, C171: a handle whose memory is unlinked does not arrive")
  void decode_unlinkedMemory_fails() throws IOException {
    SharedMemory memory = SharedMemory.create(8);
    ShareableList list = ShareableList.of(1);
    byte[] memoryHandle = new SharedMemoryCodec().encode(memory);
    byte[] listHandle = lists().encode(list);
    memory.unlink();
    list.unlink();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> new SharedMemoryCodec().decode(memoryHandle));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> lists().decode(listHandle));
  }

  @Test
  void encode_closedValue_failsInTheSender() {
    Value value = Value.ofInt(1);
    value.close();
    assertThatIOException()
        .isThrownBy(() -> values().encode(value))
        .withMessageContaining("closed");
  }

  @Test
  void decode_garbage_isAnIoException() {
    byte[] garbage = "a/b\0".getBytes(StandardCharsets.UTF_8);
    assertThatIOException().isThrownBy(() -> values().decode(garbage));
    assertThatIOException().isThrownBy(() -> arrays().decode(garbage));
    assertThatIOException().isThrownBy(() -> new SharedMemoryCodec().decode(garbage));
    assertThatIOException().isThrownBy(() -> lists().decode(new byte[0]));
  }
}
