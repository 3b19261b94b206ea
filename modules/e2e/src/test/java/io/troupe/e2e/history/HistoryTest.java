package io.troupe.e2e.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.e2e.history.Holds.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Right histories are told from wrong ones. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HistoryTest {
  private static final long NEVER = Operation.NEVER;

  private static Operation at(
      long begin, long end, String name, Object a, Object b, Object result) {
    return new Operation("x", name, a, b, result, begin, end);
  }

  private static boolean counts(Operation... operations) {
    return History.isLinearizable(new Counting(), List.of(operations));
  }

  private static boolean isEntry(Operation... operations) {
    return History.isLinearizable(new Entry(), List.of(operations));
  }

  private static boolean queues(Operation... operations) {
    return History.isLinearizable(new Items(), List.of(operations));
  }

  private static Operation add(long begin, long end, Object sum) {
    return at(begin, end, "add", 1, null, sum);
  }

  private static Operation value(long begin, long end, int value) {
    return at(begin, end, "value", null, null, value);
  }

  @Test
  void counter_lostUpdate_andStaleRead_areSeen() {
    assertThat(counts(add(0, 10, 1), add(5, 15, 2))).isTrue();
    assertThat(counts(add(0, 10, 2), add(5, 15, 1))).isTrue();
    assertThat(counts(add(0, 10, 1), add(5, 15, 1))).isFalse();
    assertThat(counts(add(0, 4, 2), add(5, 15, 1))).isFalse();
    assertThat(counts(add(0, 10, 1), value(20, 25, 0))).isFalse();
    assertThat(counts(add(0, 10, 1), value(5, 25, 0))).isTrue();
    // One read sees the change, and one that begins after it does not.
    assertThat(counts(add(0, 30, 1), value(5, 10, 1), value(11, 20, 0))).isFalse();
    assertThat(counts(add(0, 30, 1), value(5, 10, 0), value(11, 20, 1))).isTrue();
  }

  @Test
  void whatHasNotEnded_hasItsEffectOnce_laterOrNever() {
    Operation open = add(0, NEVER, null);
    assertThat(counts(open, value(20, 25, 0))).isTrue();
    assertThat(counts(open, value(20, 25, 1))).isTrue();
    assertThat(counts(open, value(20, 25, 0), value(30, 35, 1))).isTrue();
    assertThat(counts(open, value(20, 25, 1), value(30, 35, 0))).isFalse();
    assertThat(counts(open, value(20, 25, 2))).isFalse();
    assertThat(counts(add(10, NEVER, null), value(0, 5, 1))).isFalse();
  }

  @Test
  void entry_staleRead_lostPut_andTwoThatReplaceTheSame_areSeen() {
    Operation put = at(0, 5, "put", 1, null, null);
    assertThat(isEntry(put, at(6, 8, "get", null, null, 1))).isTrue();
    assertThat(isEntry(put, at(6, 8, "get", null, null, null))).isFalse();
    assertThat(isEntry(put, at(6, 8, "put", 2, null, null))).isFalse();
    assertThat(
            isEntry(put, at(6, 8, "putIfAbsent", 2, null, 1), at(9, 10, "remove", null, null, 1)))
        .isTrue();
    assertThat(isEntry(put, at(6, 9, "replace", 1, 2, true), at(6, 9, "replace", 1, 3, true)))
        .isFalse();
    assertThat(isEntry(put, at(6, 9, "replace", 1, 2, true), at(6, 9, "replace", 1, 3, false)))
        .isTrue();
  }

  private static Operation put(long begin, long end, int item) {
    return at(begin, end, "put", item, null, null);
  }

  private static Operation get(long begin, long end, Object item) {
    return at(begin, end, "get", null, null, item);
  }

  @Test
  void queue_itemTwice_lostItem_andWrongOrder_areSeen() {
    assertThat(queues(put(0, 5, 1), put(6, 8, 2), get(9, 12, 1), get(10, 12, 2)))
        .isTrue();
    assertThat(queues(put(0, 5, 1), get(6, 8, 1), get(7, 9, 1))).isFalse();
    assertThat(queues(put(0, 5, 1), get(6, 8, null))).isFalse();
    assertThat(queues(put(0, 5, 1), get(3, 8, null))).isTrue();
    assertThat(queues(put(0, 5, 1), put(6, 8, 2), get(9, 10, 2))).isFalse();
    assertThat(queues(put(0, 7, 1), put(6, 8, 2), get(9, 10, 2), get(11, 12, 1)))
        .isTrue();
  }

  @Test
  void queue_whatWasGivenToOneThatDied_comesBackOnceToItsPlace_orNever() {
    Operation[] before = {put(0, 1, 1), put(2, 3, 2), put(4, 5, 3), get(6, NEVER, null)};
    assertThat(queues(with(before, get(10, 11, 1)))).isTrue();
    assertThat(queues(with(before, get(10, 11, 2), get(12, 13, 1), get(14, 15, 3))))
        .isTrue();
    assertThat(queues(with(before, get(10, 11, 2), get(12, 13, 3), get(14, 15, null))))
        .isTrue();
    assertThat(queues(with(before, get(10, 11, 3)))).isFalse();
    assertThat(queues(with(before, get(10, 11, 1), get(12, 13, 1)))).isFalse();
  }

  private static Operation[] with(Operation[] before, Operation... after) {
    List<Operation> all = new ArrayList<>(List.of(before));
    all.addAll(List.of(after));
    return all.toArray(Operation[]::new);
  }

  /** What one thread does at a time is right, however long it is and however it overlaps. */
  @Test
  void longHistories_areChecked_andOneWrongResultInThemIsFound() {
    Random random = new Random(1);
    List<Operation> right = new ArrayList<>();
    for (int i = 1; i <= 3_000; i++) {
      long now = i * 10L;
      right.add(add(now - random.nextInt(40), now + 1 + random.nextInt(40), i));
    }
    assertThat(History.isLinearizable(new Counting(), right)).isTrue();
    right.set(1_500, add(1, 100_000, 1_499));
    assertThat(History.isLinearizable(new Counting(), right)).isFalse();
  }

  private static Hold hold(long token, long asked, long got, long release) {
    return new Hold(token, asked, got, release, false);
  }

  @Test
  void lock_heldTwice_tokenTwice_andTokenThatDoesNotGrow_areSeen() {
    List<Hold> overlapping = IntStream.range(0, 10)
        .mapToObj(i -> hold(i, 0, 10 * i + 5, 10 * i + 17))
        .toList();
    assertThat(Holds.contradiction(List.of(hold(1, 0, 5, 9), hold(2, 1, 9, 20))))
        .isEmpty();
    assertThat(Holds.contradiction(overlapping))
        .isNotEmpty(); // each is had before the last is released
    assertThat(Holds.contradiction(List.of(hold(1, 0, 5, 9), hold(1, 1, 10, 20))))
        .isNotEmpty();
    assertThat(Holds.contradiction(List.of(hold(2, 0, 5, 9), hold(1, 10, 11, 20))))
        .isNotEmpty();
    Hold lost = new Hold(1, 0, 5, NEVER, true);
    assertThat(Holds.contradiction(List.of(lost, hold(2, 1, 9, 20)))).isEmpty();
  }
}
