package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.ImapOptions;
import io.troupe.MapOptions;
import io.troupe.Pool;
import io.troupe.e2e.support.Scratch;
import io.troupe.function.Args2;
import io.troupe.function.Args3;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@Timeout(120)
class PoolMapTest {
  @Parameter
  PoolKind kind;

  @Test
  @Tag("C095")
  @Tag("F003")
  void map_items_givesResultsInOrder() throws Exception {
    Pool pool = kind.shared();
    assertThat(pool.map(Work::square, Work.range(10))).isEqualTo(Work.squares(10));
    assertThat(pool.map(Work::square, Work.range(100), 20)).isEqualTo(Work.squares(100));
  }

  @Test
  @Tag("C096")
  void starmap_pairs_givesResultsInOrder() throws Exception {
    Pool pool = kind.shared();
    List<Args2<Integer, Integer>> ten = Args2.zip(Work.range(10), Work.range(10));
    List<Args2<Integer, Integer>> hundred = Args2.zip(Work.range(100), Work.range(100));
    assertThat(pool.starmap(Math::multiplyExact, ten)).isEqualTo(Work.squares(10));
    assertThat(pool.starmap((a, b) -> a * b, hundred, 20)).isEqualTo(Work.squares(100));
  }

  @Test
  @Tag("C097")
  void starmapAsync_pairs_givesResultsInOrder() throws Exception {
    List<Args2<Integer, Integer>> pairs = Args2.zip(Work.range(100), Work.range(100));
    assertThat(kind.shared().starmapAsync((a, b) -> a * b, pairs).get())
        .isEqualTo(Work.squares(100));
  }

  @Test
  void starmap_triplesWithNulls_passesThemOn() throws Exception {
    List<Args3<Integer, String, Integer>> triples =
        List.of(Args3.of(1, "a", 2), Args3.of(3, null, 4));
    assertThat(kind.shared().starmap((a, b, c) -> a + b + c, triples))
        .containsExactly("1a2", "3null4");
  }

  @Test
  @Tag("C098")
  void mapAsync_items_givesResultsInOrder() throws Exception {
    assertThat(kind.shared().mapAsync(Work::square, Work.range(10)).get())
        .isEqualTo(Work.squares(10));
  }

  @Test
  @Tag("C099")
  void mapAsync_callbacks_exactlyOneIsCalledBeforeReady() throws Exception {
    List<Object> results = new ArrayList<>();
    List<Object> failures = new ArrayList<>();
    MapOptions<Integer> options =
        MapOptions.<Integer>defaults().callback(results::add).errorCallback(failures::add);
    kind.shared().mapAsync(Integer::parseInt, List.of("1"), options).await();
    assertThat(results).containsExactly(List.of(1));
    assertThat(failures).isEmpty();
    kind.shared().mapAsync(Integer::parseInt, List.of("a"), options).await();
    assertThat(results).hasSize(1);
    assertThat(failures).singleElement().isInstanceOf(NumberFormatException.class);
  }

  @Test
  @Tag("C101")
  @Tag("C111")
  void map_nothing_givesNothingAndCallsNoCallback() throws Exception {
    Pool pool = kind.shared();
    List<Object> called = new ArrayList<>();
    MapOptions<Integer> options = MapOptions.<Integer>defaults().chunkSize(1).callback(called::add);
    AsyncResult<List<Integer>> result = pool.mapAsync(Work::square, List.<Integer>of(), options);
    assertThat(result.isDone()).isTrue();
    assertThat(result.get()).isEmpty();
    assertThat(pool.map(Work::square, List.<Integer>of())).isEmpty();
    assertThat(pool.imap(Work::square, List.<Integer>of()).hasNext()).isFalse();
    assertThat(pool.imapUnordered(Work::square, List.<Integer>of()).hasNext()).isFalse();
    assertThat(called).isEmpty();
  }

  @Test
  @Tag("X087")
  @Tag("F016")
  void map_chunkSizeBelowOne_isRefusedEverywhere() throws Exception {
    Pool pool = kind.shared();
    List<Integer> items = Work.range(3);
    for (int wrong : new int[] {0, -1}) {
      assertRefused(() -> pool.map(Work::square, items, wrong));
      assertRefused(() -> pool.mapAsync(Work::square, items, wrong));
      assertRefused(() -> pool.starmap((a, b) -> a, Args2.zip(items, items), wrong));
      assertRefused(() -> pool.imap(Work::square, items, wrong));
      assertRefused(() -> pool.imapUnordered(Work::square, items, wrong));
    }
    for (int size : new int[] {6, 40, 50}) {
      assertThat(pool.map(Work::square, Work.range(40), size)).isEqualTo(Work.squares(40));
    }
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chunkSize must be 1 or more");
  }

  @Test
  @Tag("X088")
  void map_withoutChunkSize_makesFourChunksAWorker() throws Exception {
    // Thirteen items a chunk: a failure at the first leaves twelve of its chunk undone, and all
    // else done.
    AsyncResult<List<Integer>> result = kind.shared().mapAsync(x -> 1 / (x % 100), Work.range(100));
    result.await();
    assertThat(result.progress().failed()).isEqualTo(13);
    assertThat(result.progress().done()).isEqualTo(87);
  }

  @Test
  @Tag("X093")
  void map_severalFail_throwsTheFirstThatCameAfterAllEnded(@TempDir Path directory)
      throws Exception {
    Gate gate = Gate.in(directory, "gate");
    try (Pool pool = kind.of(2)) {
      AsyncResult<List<Integer>> result = pool.mapAsync(x -> failAfter(gate, x), List.of(0, 1), 1);
      Awaitility.await().atMost(Scratch.PATIENCE).until(() -> result.progress().failed() == 1);
      assertThat(result.isDone()).isFalse();
      gate.open();
      assertThatThrownBy(result::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessage("item 1");
    }
  }

  private static int failAfter(Gate gate, int x) {
    if (x == 0) {
      gate.await();
    }
    throw new IllegalStateException("item " + x);
  }

  @Test
  @Tag("X094")
  void map_itemFails_restOfItsChunkIsNotRun(@TempDir Path directory) throws Exception {
    List<Gate> marks =
        Work.range(6).stream().map(i -> Gate.in(directory, "m" + i)).toList();
    assertThatThrownBy(() -> kind.shared().map(mark -> mark(mark, "m1"), marks, 3))
        .isExactlyInstanceOf(IllegalStateException.class);
    assertThat(marks.stream().map(Gate::isOpen))
        .containsExactly(true, true, false, true, true, true);
  }

  private static int mark(Gate gate, String failing) {
    gate.open();
    if (gate.file().endsWith(failing)) {
      throw new IllegalStateException("at " + failing);
    }
    return 0;
  }

  @Test
  void forEach_items_callsEach(@TempDir Path directory) throws Exception {
    List<Gate> marks =
        Work.range(5).stream().map(i -> Gate.in(directory, "m" + i)).toList();
    kind.shared().forEach(Gate::open, marks);
    assertThat(marks).allMatch(Gate::isOpen);
  }

  @Test
  void map_resultList_isTheCallersOwn() throws Exception {
    List<Integer> results = kind.shared().map(Work::square, Work.range(3));
    results.add(9);
    assertThat(results).containsExactly(0, 1, 4, 9);
  }

  @Test
  void map_nullResults_areKept() throws Exception {
    List<Integer> items = Work.range(3);
    assertThat(kind.shared().map(x -> x == 1 ? null : x, items)).containsExactly(0, null, 2);
  }

  @Test
  void options_wrongValues_areRefusedWithTheValue() {
    assertThatThrownBy(() -> MapOptions.defaults().timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeout must be more than zero, was PT0S");
    assertThatThrownBy(() -> MapOptions.defaults().retries(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retries must not be negative, was -1");
    assertThatThrownBy(() -> ImapOptions.defaults().bufferSize(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bufferSize must be 1 or more, was 0");
  }
}
