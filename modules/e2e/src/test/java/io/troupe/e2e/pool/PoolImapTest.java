package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.ImapOptions;
import io.troupe.Pool;
import io.troupe.ResultIterator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
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
class PoolImapTest {
  @Parameter
  PoolKind kind;

  /** Counts up from zero for ever, and how far; fails at an item, where it shall. */
  private static final class Counter implements Iterator<Integer> {
    private final int failing;
    private int next;

    Counter(int failing) {
      this.failing = failing;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Integer next() {
      if (next == failing) {
        throw new UnsupportedOperationException("at item " + failing);
      }
      return next++;
    }
  }

  private static <T> List<T> rest(Iterator<T> results) {
    List<T> rest = new ArrayList<>();
    results.forEachRemaining(rest::add);
    return rest;
  }

  @Test
  @Tag("C105")
  void imap_items_givesResultsInOrderThenEndsForEver() {
    Pool pool = kind.shared();
    ResultIterator<Integer> results = pool.imap(Work::square, Work.range(10));
    for (int i = 0; i < 10; i++) {
      assertThat(results.next()).isEqualTo(i * i);
    }
    assertThat(results.hasNext()).isFalse();
    assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    assertThat(rest(pool.imap(Work::square, Work.range(1000), 100))).isEqualTo(Work.squares(1000));
  }

  @Test
  @Tag("C107")
  void imapUnordered_items_givesEachResultOnce() {
    Pool pool = kind.shared();
    assertThat(rest(pool.imapUnordered(Work::square, Work.range(10))))
        .containsExactlyInAnyOrderElementsOf(Work.squares(10));
    assertThat(rest(pool.imapUnordered(Work::square, Work.range(1000), 100)))
        .containsExactlyInAnyOrderElementsOf(Work.squares(1000));
  }

  @Test
  @Tag("C106")
  void imap_inputFails_earlierResultsComeFirst() {
    assertPrefix(1, 3, 3);
    assertPrefix(2, 7, 6);
    assertPrefix(4, 7, 4);
    assertThat(rest(kind.shared().imap(Work::square, Work.range(3)))).containsExactly(0, 1, 4);
  }

  private void assertPrefix(int chunkSize, int failing, int delivered) {
    ResultIterator<Integer> results =
        kind.shared().imap(Work::square, () -> new Counter(failing), chunkSize);
    for (int i = 0; i < delivered; i++) {
      assertThat(results.next()).isEqualTo(i * i);
    }
    assertThatThrownBy(results::next)
        .isExactlyInstanceOf(UnsupportedOperationException.class)
        .hasNoCause();
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  @Tag("C108")
  void imapUnordered_inputFails_failureIsLastAndResultsAreValid() {
    ResultIterator<Integer> results =
        kind.shared().imapUnordered(Work::square, () -> new Counter(7));
    List<Integer> seen = new ArrayList<>();
    assertThatThrownBy(() -> results.forEachRemaining(seen::add))
        .isExactlyInstanceOf(UnsupportedOperationException.class);
    assertThat(seen).doesNotHaveDuplicates().isSubsetOf(Work.squares(7));
  }

  @Test
  void imap_taskFails_throwsItInItsPlaceAndGoesOn() {
    ResultIterator<Integer> results = kind.shared().imap(PoolImapTest::failAtTwo, List.of(1, 2, 3));
    assertThat(results.next()).isEqualTo(1);
    assertThat(results.hasNext()).isTrue();
    assertThatThrownBy(results::next).isExactlyInstanceOf(IOException.class);
    assertThat(results.next()).isEqualTo(3);
  }

  private static int failAtTwo(int x) throws IOException {
    if (x == 2) {
      throw new IOException("two");
    }
    return x;
  }

  @Test
  @Tag("X091")
  void next_timeout_doesNotLoseTheResult(@TempDir Path directory) throws Exception {
    for (int chunkSize : new int[] {1, 2}) {
      Gate gate = Gate.in(directory, "gate" + chunkSize);
      ResultIterator<Integer> results =
          kind.shared().imap(x -> through(gate, x), List.of(5, 6), chunkSize);
      assertThatThrownBy(() -> results.next(Duration.ofMillis(10)))
          .isInstanceOf(TimeoutException.class);
      assertThatThrownBy(() -> results.next(Duration.ZERO)).isInstanceOf(TimeoutException.class);
      gate.open();
      assertThat(results.next(Duration.ofSeconds(60))).isEqualTo(5);
      assertThat(results.next()).isEqualTo(6);
      assertThatThrownBy(() -> results.next(Duration.ZERO))
          .isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  @Tag("F005")
  void next_slowItem_thoseBeforeItComeInTime(@TempDir Path directory) throws Exception {
    Gate gate = Gate.in(directory, "gate");
    ResultIterator<Integer> results =
        kind.shared().imap(x -> x == 2 ? through(gate, x) : x, List.of(0, 1, 2));
    assertThat(results.next(Duration.ofSeconds(60))).isEqualTo(0);
    assertThat(results.next(Duration.ofSeconds(60))).isEqualTo(1);
    assertThatThrownBy(() -> results.next(Duration.ofMillis(10)))
        .isInstanceOf(TimeoutException.class);
    gate.open();
    assertThat(results.next()).isEqualTo(2);
  }

  private static int through(Gate gate, int x) {
    gate.await();
    return x;
  }

  @Test
  @Tag("F006")
  @Tag("X092")
  @Tag("X114")
  void imap_bufferSize_boundsHowFarAnEndlessInputIsRead() {
    AtomicInteger read = new AtomicInteger();
    Iterable<Integer> endless =
        () -> java.util.stream.Stream.generate(read::getAndIncrement).iterator();
    try (ResultIterator<Integer> results =
        kind.shared().imap(Work::square, endless, ImapOptions.defaults().bufferSize(4))) {
      assertThat(read.get()).isLessThanOrEqualTo(4);
      for (int i = 0; i < 50; i++) {
        assertThat(results.next()).isEqualTo(i * i);
        assertThat(read.get()).isLessThanOrEqualTo(i + 1 + 4);
      }
    }
  }

  @Test
  @Tag("X092")
  void imap_slowTasks_readsOnlyFewItemsAhead(@TempDir Path directory) {
    Gate gate = Gate.in(directory, "gate");
    AtomicInteger read = new AtomicInteger();
    Iterable<Integer> endless =
        () -> java.util.stream.Stream.generate(read::getAndIncrement).iterator();
    try (Pool pool = kind.of(2)) {
      ResultIterator<Integer> results = pool.imap(x -> through(gate, x), endless);
      assertThat(read.get()).isBetween(1, 4);
      gate.open();
      assertThat(results.next()).isEqualTo(0);
      results.close();
      assertThat(results.hasNext()).isFalse();
    }
  }

  @Test
  void imap_poolClosed_isRefused() {
    Pool pool = kind.of(1);
    pool.close();
    assertThatThrownBy(() -> pool.imap(Work::square, List.of(1)))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void imap_poolClosedOnTheWay_givesWhatWasReadThenRefuses(@TempDir Path directory)
      throws Exception {
    Gate gate = Gate.in(directory, "gate");
    Pool pool = kind.of(1);
    ResultIterator<Integer> results = pool.imap(
        x -> through(gate, x), () -> new Counter(-1), ImapOptions.defaults().bufferSize(2));
    pool.asExecutorService().shutdown();
    gate.open();
    assertThat(results.next()).isEqualTo(0);
    assertThat(results.next()).isEqualTo(1);
    assertThatThrownBy(results::next).isInstanceOf(RejectedExecutionException.class);
    pool.join();
  }
}
