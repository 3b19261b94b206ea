package io.troupe.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.troupe.PayloadException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ManagedMapTest {
  private final Manager manager = Manager.start();

  @AfterEach
  void close() {
    manager.close();
  }

  record Point(int x, int y) {}

  enum Colour {
    RED,
    GREEN
  }

  @Test
  @Tag("C088")
  @Tag("C089")
  void dict_isAMapInTheOrderOfItsKeys() {
    ManagedMap<Integer, String> dict = manager.dict();
    for (int i = 65; i < 70; i++) {
      assertThat(dict.put(i, Character.toString(i))).isNull();
    }

    assertThat(dict).isInstanceOf(ConcurrentMap.class).hasSize(5).containsEntry(66, "B");
    assertThat(dict.keySet()).containsExactly(65, 66, 67, 68, 69);
    assertThat(dict.values()).containsExactly("A", "B", "C", "D", "E");
    assertThat(dict.snapshot()).isEqualTo(Map.of(65, "A", 66, "B", 67, "C", 68, "D", 69, "E"));
    assertThat(dict.popItem()).isEqualTo(entry(69, "E"));
    assertThat(dict.pop(65)).isEqualTo("A");
    assertThatThrownBy(() -> dict.pop(65)).isInstanceOf(NoSuchElementException.class);
    assertThat(dict.toString()).isEqualTo("{66=B, 67=C, 68=D}");
    assertThat(dict).isEqualTo(dict.snapshot());
    assertThat(dict.snapshot()).isEqualTo(dict);
    assertThat(dict.hashCode()).isEqualTo(dict.snapshot().hashCode());
    dict.clear();
    assertThat(dict.isEmpty()).isTrue();
    assertThatThrownBy(dict::popItem).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void popItem_untilEmpty_lastFirst() {
    ManagedMap<Integer, Integer> dict = manager.dict();
    for (int i = 0; i < 1000; i++) {
      dict.put(i, -i);
    }
    for (int i = 999; i >= 500; i--) {
      assertThat(dict.popItem()).isEqualTo(entry(i, -i));
    }
    dict.put(7, 1);
    dict.put(1000, 1);
    assertThat(dict.popItem().getKey()).isEqualTo(1000);
    assertThat(dict.popItem().getKey()).isEqualTo(499);
  }

  @Test
  void keysOfAnyType_areFoundAsInOtherMaps() {
    ManagedMap<Object, Object> dict = manager.dict();
    dict.put(new Point(1, 2), "point");
    dict.put(Colour.RED, Colour.GREEN);
    dict.put(List.of(1, "a"), List.of(new Point(3, 4)));
    dict.put(1, "int");
    dict.put(1L, "long");
    dict.put(null, "none");

    assertThat(dict.get(new Point(1, 2))).isEqualTo("point");
    assertThat(dict.get(new ArrayList<>(List.of(1, "a")))).isEqualTo(List.of(new Point(3, 4)));
    assertThat(dict.get(Colour.RED)).isEqualTo(Colour.GREEN);
    assertThat(dict.get(Colour.GREEN)).isNull();
    assertThat(dict.get(1)).isEqualTo("int");
    assertThat(dict.get(1L)).isEqualTo("long");
    assertThat(dict.get(null)).isEqualTo("none");
    assertThat(dict.containsValue(List.of(new Point(3, 4)))).isTrue();
    assertThat(dict.remove(new Point(1, 2), "other")).isFalse();
    assertThat(dict.remove(List.of(1, "a"), Arrays.asList(new Point(3, 4)))).isTrue();
    assertThat(dict).hasSize(5);
  }

  @Test
  void nullValues_areThere_butCountAsAbsentWhereAbsentOnesAreAdded() {
    ManagedMap<String, Integer> dict = manager.dict();
    dict.put("a", null);

    assertThat(dict.containsKey("a")).isTrue();
    assertThat(dict.getOrDefault("a", 1)).isNull();
    assertThat(dict.getOrDefault("b", 1)).isEqualTo(1);
    assertThat(dict.putIfAbsent("a", 2)).isNull();
    assertThat(dict).containsExactly(entry("a", 2));
  }

  @Test
  void compoundOperations_takeEffectAtOnce() {
    ManagedMap<String, Integer> dict = manager.dict();

    assertThat(dict.merge("a", 1, Integer::sum)).isEqualTo(1);
    assertThat(dict.merge("a", 1, Integer::sum)).isEqualTo(2);
    assertThat(dict.compute("a", (key, value) -> value == null ? 0 : value * 10))
        .isEqualTo(20);
    assertThat(dict.compute("a", (key, value) -> null)).isNull();
    assertThat(dict.computeIfAbsent("b", String::length)).isEqualTo(1);
    assertThat(dict.computeIfPresent("c", (key, value) -> 1)).isNull();
    assertThat(dict.computeIfPresent("b", (key, value) -> value + 5)).isEqualTo(6);
    assertThat(dict.add("b", 4)).isEqualTo(10);
    assertThat(dict.add("d", 4)).isEqualTo(4);
    assertThat(dict.setDefault("d", 5)).isEqualTo(4);
    assertThat(dict.replace("b", 10, 11)).isTrue();
    assertThat(dict.replace("b", 10, 12)).isFalse();
    dict.replaceAll((key, value) -> value + 1);
    assertThat(dict).containsExactly(entry("b", 12), entry("d", 5));
    assertThat(dict.<Integer>update(map -> {
          int all = map.values().stream().mapToInt(i -> i).sum();
          map.clear();
          map.put("all", all);
          return map.size();
        }))
        .isEqualTo(1);
    assertThat(dict).containsExactly(entry("all", 17));
    assertThat(dict.union(Map.of("all", 1))).containsExactly(entry("all", 1));
  }

  @Test
  void functionThatCannotCross_worksHere() {
    ConcurrentMap<String, Integer> dict = manager.<String, Integer>dict();
    AtomicInteger calls = new AtomicInteger();

    dict.merge("a", 1, (a, b) -> a + b + calls.incrementAndGet());
    dict.merge("a", 1, (a, b) -> a + b + calls.incrementAndGet());
    dict.compute("a", (key, value) -> value + calls.incrementAndGet());
    dict.computeIfAbsent("b", key -> calls.incrementAndGet());
    dict.replaceAll((key, value) -> value + 10 * calls.get());

    assertThat(calls).hasValue(3);
    assertThat(dict).containsExactly(entry("a", 35), entry("b", 33));
  }

  @Test
  void functionThatFails_changesNothing_andThrowsAtTheCaller() {
    ManagedMap<String, Integer> dict = manager.dict(Map.of("a", 1));

    assertThatThrownBy(() -> dict.merge("a", 0, (a, b) -> a / b))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("/ by zero");
    assertThatThrownBy(() -> dict.update(map -> {
          map.clear();
          throw new IllegalStateException("no");
        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no");
    assertThat(dict.compute("b", (key, value) -> null)).isNull();
    assertThatThrownBy(() -> dict.add("a", Integer.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
    assertThat(dict).containsExactly(entry("a", 1));
  }

  @Test
  void functionThatUsesItsOwnMap_isRefused() {
    ManagedMap<String, Integer> dict = manager.dict(Map.of("a", 1));

    assertThatIllegalStateException()
        .isThrownBy(() -> dict.compute("a", (key, value) -> dict.get("a")))
        .withMessageContaining("itself");
    assertThat(dict.get("a")).isEqualTo(1);
  }

  @Test
  void views_changeTheMap_butIterateOverACopy() {
    ManagedMap<String, Integer> dict = manager.dict(new LinkedHashMap<>(Map.of("a", 1)));
    dict.put("b", 2);
    for (Map.Entry<String, Integer> each : dict.entrySet()) {
      dict.put(each.getKey() + "'", 0);
      each.setValue(each.getValue() + 10);
    }
    assertThat(dict)
        .containsExactly(entry("a", 11), entry("b", 12), entry("a'", 0), entry("b'", 0));
    assertThat(dict.keySet().remove("a'")).isTrue();
    assertThat(dict.keySet().remove("a'")).isFalse();
    assertThat(dict.values().removeIf(value -> value == 0)).isTrue();
    assertThat(dict.entrySet().contains(entry("a", 11))).isTrue();
    dict.keySet().retainAll(List.of("b"));
    assertThat(dict).containsExactly(entry("b", 12));
  }

  @Test
  @Tag("X075")
  void plainNested_isACopy_managedNested_isLive() {
    ManagedMap<String, List<Integer>> dict = manager.dict();
    dict.put("plain", new ArrayList<>(List.of(1)));
    dict.put("managed", manager.list(List.of(1)));

    dict.get("plain").add(2);
    dict.get("managed").add(2);

    assertThat(dict.get("plain")).containsExactly(1);
    assertThat(dict.get("managed")).containsExactly(1, 2).isInstanceOf(ManagedList.class);
    assertThat(Collections.list(Collections.enumeration(dict.values()))).hasSize(2);
    assertThat(dict.toString()).startsWith("{plain=[1], managed=<managed object ");
  }

  @Test
  void valueThatCannotCross_failsAtTheCall() {
    ManagedMap<String, Object> dict = manager.dict();

    assertThatThrownBy(() -> dict.put("thread", new Thread())).isInstanceOf(PayloadException.class);
    assertThat(dict).isEmpty();
  }

  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  private static int sizeOf(ManagedMap<String, Integer> other) {
    try {
      BOTH.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
    return other.size();
  }

  @Test
  void functionsThatUseEachOthersMap_oneAtLeastFails_andSaysWhy() throws Exception {
    ManagedMap<String, Integer> one = manager.dict();
    ManagedMap<String, Integer> other = manager.dict();
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() -> one.compute("k", (k, v) -> sizeOf(other)));
    CompletableFuture<Integer> second =
        CompletableFuture.supplyAsync(() -> other.compute("k", (k, v) -> sizeOf(one)));
    List<Throwable> failures = new ArrayList<>();
    for (CompletableFuture<Integer> each : List.of(first, second)) {
      try {
        each.get(20, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      }
    }
    assertThat(failures)
        .isNotEmpty()
        .allSatisfy(failure -> assertThat(failure)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("waits for it in turn"));
    assertThat(one.size() + other.size()).isEqualTo(2 - failures.size());
  }

  @Test
  void functionThatUsesItsOwnMapByWayOfAnother_fails() {
    ManagedMap<String, Integer> one = manager.dict();
    ManagedMap<String, Integer> other = manager.dict();
    assertThatIllegalStateException()
        .isThrownBy(() ->
            one.compute("k", (k, v) -> other.compute("k", (l, w) -> one.getOrDefault("k", 1))))
        .withMessageContaining("neither could ever end");
    assertThat(one.compute("k", (k, v) -> other.getOrDefault("k", 1))).isEqualTo(1);
  }
}
