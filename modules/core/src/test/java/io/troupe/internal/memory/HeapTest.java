package io.troupe.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.troupe.memory.IntValue;
import io.troupe.memory.LongArray;
import io.troupe.memory.Value;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeapTest {

  @Test
  @Tag("C154")
  @DisplayName("C154: random allocations keep their contents, and reused memory is zero")
  void allocate_andCloseInRandomOrder_neverOverlaps() {
    Random random = new Random(4711);
    List<LongArray> arrays = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      LongArray array = LongArray.ofLength(random.nextInt(1_000));
      assertThat(array.stream()).allMatch(item -> item == 0);
      array.fill(i);
      arrays.add(array);
      if (arrays.size() > 100) {
        closeWhole(arrays.remove(random.nextInt(arrays.size())));
      }
    }
    arrays.forEach(HeapTest::closeWhole);
  }

  private static void closeWhole(LongArray array) {
    assertThat(array.stream().distinct().count()).isLessThanOrEqualTo(1);
    array.close();
  }

  @Test
  void handle_unreachable_isGivenBack() {
    String name = Value.ofInt(1).name();
    await().until(() -> {
      System.gc();
      return isGone(name);
    });
  }

  private static boolean isGone(String name) throws IOException {
    try (Value attached = Value.attach(name)) {
      return attached == null;
    } catch (NoSuchFileException gone) {
      return true;
    }
  }

  @Test
  void block_ownHandleClosed_livesWhileAnotherDoes() throws IOException {
    IntValue made = Value.ofInt(5);
    String name = made.name();
    IntValue attached = (IntValue) Value.attach(name);
    made.close();
    List<IntValue> others = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      others.add(Value.ofInt(-1));
    }
    assertThat(attached.get()).isEqualTo(5);
    attached.close();
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> Value.attach(name));
    others.forEach(Value::close);
  }

  @Test
  void arenas_allBlocksClosed_areDeletedButOne() throws IOException {
    long before = MemoryChild.files(ProcessHandle.current().pid());
    List<LongArray> arrays = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      arrays.add(LongArray.ofLength(1_000));
    }
    assertThat(MemoryChild.files(ProcessHandle.current().pid())).isGreaterThan(before);
    arrays.forEach(LongArray::close);
    assertThat(MemoryChild.files(ProcessHandle.current().pid())).isLessThanOrEqualTo(before + 1);
  }
}
