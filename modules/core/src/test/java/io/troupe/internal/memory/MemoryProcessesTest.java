package io.troupe.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.troupe.memory.Array;
import io.troupe.memory.IntArray;
import io.troupe.memory.IntValue;
import io.troupe.memory.ShareableList;
import io.troupe.memory.SharedMemory;
import io.troupe.memory.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MemoryProcessesTest {
  private final String name = "test-" + UUID.randomUUID();

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertGone(ThrowingCallable attach) {
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(attach);
  }

  @Test
  @Tag("C163")
  @Tag("C165")
  @DisplayName("C163, C165: children attach by name and by handle, writes are seen both ways")
  void sharedMemory_byNameAndByHandle_isOneMemory() throws Exception {
    SharedMemory memory = SharedMemory.create(name, 64);
    try (ChildJvm byName = ChildJvm.start("write", name, "howdy")) {
      assertThat(byName.finish()).isZero();
    }
    assertThat(memory.buffer(0, 5)).isEqualTo(bytes("howdy"));
    String handle = new String(new SharedMemoryCodec().encode(memory), StandardCharsets.UTF_8);
    try (ChildJvm byHandle = ChildJvm.start("decode", handle)) {
      assertThat(byHandle.readLine()).isEqualTo("howdy");
      assertThat(byHandle.finish()).isZero();
    }
    assertThat(memory.buffer(0, 5)).isEqualTo(bytes("HELLO"));
    memory.unlink();
  }

  @Test
  @Tag("C173")
  @Tag("C174")
  @DisplayName(
      "C173, C174: an attaching process never deletes, neither at its end nor when it is killed")
  void attachedProcess_ends_memoryStays() throws Exception {
    SharedMemory memory = SharedMemory.create(name, 64);
    IntValue value = Value.ofInt(1);
    try (ChildJvm child = ChildJvm.start("write", name, "x");
        ChildJvm killed = ChildJvm.start("hold", value.name())) {
      assertThat(child.finish()).isZero();
      assertThat(killed.readLine()).isEqualTo("1");
      killed.kill();
    }
    SegmentSweep.run();
    SharedMemory.attach(name).close();
    Value.attach(value.name()).close();
    memory.unlink();
  }

  @Test
  void incrementAndGet_fromFourProcesses_losesNothing() throws Exception {
    IntValue value = Value.ofInt(0);
    List<ChildJvm> children = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      children.add(ChildJvm.start("increment", value.name(), "200000"));
    }
    for (ChildJvm child : children) {
      assertThat(child.finish()).isZero();
    }
    assertThat(value.get()).isEqualTo(800_000);
  }

  @Test
  @Tag("C079")
  @DisplayName("C079: a child's work on an array is seen")
  void array_changedByChild_isSeen() throws Exception {
    IntArray array = IntArray.of(1, 2, 3, 4, 5);
    try (ChildJvm child = ChildJvm.start("prefixSums", array.name())) {
      assertThat(child.finish()).isZero();
    }
    assertThat(array.toArray()).containsExactly(1, 3, 6, 10, 15);
  }

  @Test
  @Tag("C172")
  @Tag("C217")
  @DisplayName("C172, C217: what a killed owner leaves is removed; what the living own is not")
  void sweep_ownerKilled_removesItsSegmentsOnly() throws Exception {
    String other = name + "-alive";
    try (ChildJvm killed = ChildJvm.start("own", name);
        ChildJvm alive = ChildJvm.start("own", other)) {
      final String value = killed.readLine();
      final String array = killed.readLine();
      final String list = killed.readLine();
      String aliveValue = alive.readLine();
      killed.kill();
      SegmentSweep.run();
      assertGone(() -> SharedMemory.attach(name));
      assertGone(() -> Value.attach(value));
      assertGone(() -> Array.attach(array));
      assertGone(() -> ShareableList.attach(list));
      assertThat(MemoryChild.files(killed.pid())).isZero();
      SharedMemory.attach(other).close();
      Value.attach(aliveValue).close();
      assertThat(alive.finish()).isZero();
    }
    assertGone(() -> SharedMemory.attach(other));
  }

  @Test
  void create_nameOfKilledOwner_isFree() throws Exception {
    try (ChildJvm owner = ChildJvm.start("own", name)) {
      owner.readLine();
      assertThatExceptionOfType(FileAlreadyExistsException.class)
          .isThrownBy(() -> SharedMemory.create(name, 8));
      owner.kill();
    }
    SharedMemory memory = SharedMemory.create(name, 8);
    assertThat(memory.buffer().getLong()).isZero();
    memory.unlink();
  }

  @Test
  @Tag("C167")
  @DisplayName("C167: an owner that ends leaves nothing")
  void owner_ends_leavesNoFile() throws Exception {
    try (ChildJvm owner = ChildJvm.start("own", name)) {
      owner.readLine();
      assertThat(MemoryChild.files(owner.pid())).isPositive();
      assertThat(owner.finish()).isZero();
      assertThat(MemoryChild.files(owner.pid())).isZero();
    }
    assertGone(() -> SharedMemory.attach(name));
  }

  @Test
  void unlink_byAnotherProcess_isRefused() throws Exception {
    try (ChildJvm owner = ChildJvm.start("own", name)) {
      owner.readLine();
      SharedMemory attached = SharedMemory.attach(name);
      assertThatIllegalStateException()
          .isThrownBy(attached::unlink)
          .withMessageContaining("Process " + owner.pid());
      owner.kill();
      assertThat(attached.buffer(0, 4)).isEqualTo(bytes("mine"));
    }
  }

  @Test
  void value_ownerClosesItsHandle_childKeepsTheMemory() throws Exception {
    IntValue value = Value.ofInt(41);
    try (ChildJvm child = ChildJvm.start("hold", value.name())) {
      assertThat(child.readLine()).isEqualTo("41");
      value.close();
      for (int i = 0; i < 5_000; i++) {
        Value.ofInt(-1).close();
      }
      assertThat(child.finish()).isZero();
      assertThat(child.readLine()).isEqualTo("42");
    }
  }

  @Test
  void listSlot_writerKilled_isWholeAndFree() throws Exception {
    ShareableList list = ShareableList.of("0".repeat(5_000));
    for (int round = 0; round < 5; round++) {
      try (ChildJvm writer = ChildJvm.start("overwrite", list.name())) {
        assertThat(writer.readLine()).isEqualTo("busy");
        writer.kill();
      }
      String left = (String) list.get(0);
      assertThat(left).hasSize(5_000).matches(text -> text.chars().distinct().count() == 1);
      assertThat(list.set(0, "free")).isEqualTo(left);
      list.set(0, "0".repeat(5_000));
    }
    list.unlink();
  }

  @Test
  void manyObjects_madeAndClosed_leakNothing() throws Exception {
    try (ChildJvm child = ChildJvm.start("churn")) {
      // The JVM itself opens and closes a file meanwhile, but not one for each object.
      assertThat(Integer.parseInt(child.readLine())).isLessThan(10);
      assertThat(child.readLine()).isEqualTo("0");
      assertThat(child.finish()).isZero();
    }
  }

  @Test
  void sweep_whileOthersClaimAndCreate_touchesNothingOfTheirs() throws Exception {
    try (ChildJvm one = ChildJvm.start("claim", "100");
        ChildJvm two = ChildJvm.start("claim", "100")) {
      while (one.isAlive() || two.isAlive()) {
        SegmentSweep.run();
      }
      assertThat(one.readLine()).isEqualTo("all were there");
      assertThat(two.readLine()).isEqualTo("all were there");
      assertThat(MemoryChild.files(one.pid()) + MemoryChild.files(two.pid())).isZero();
    }
  }

  @Test
  void writerLock_holderDead_isTakenOver() throws Exception {
    ByteBuffer memory = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
    try (ChildJvm holder = ChildJvm.start("number")) {
      Cells.setLong(memory, 0, Long.parseLong(holder.readLine()));
      assertThat(MemoryOwner.lives(Cells.getLong(memory, 0))).isTrue();
      holder.kill();
    }
    WriterLock lock = new WriterLock(memory, 0);
    lock.acquire();
    assertThat(Cells.getLong(memory, 0)).isEqualTo(MemoryOwner.number());
    lock.release();
    assertThat(Cells.getLong(memory, 0)).isZero();
  }
}
