package io.troupe.internal.manager.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.function.Portable;
import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.CodeAccess;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Key;
import io.troupe.internal.payload.Payloads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The states of containers against the collections of the JDK: the same random calls of both, the same answers and contents. */
@Timeout(60)
class StateModelTest {
  private static final int STEPS = 20_000;
  private static final Payloads PAYLOADS = Payloads.standard();

  /** Not a scalar: compared by what it is, not by its bytes. */
  record Point(int x, List<Integer> tail) {}

  private static @Nullable Object random(Random random) {
    int number = random.nextInt(12);
    return switch (random.nextInt(6)) {
      case 0 -> (long) number;
      case 1 -> "text " + number;
      case 2 -> new Point(number, List.of(number));
      case 3 -> random.nextBoolean() ? null : 0.5 * number;
      default -> number;
    };
  }

  private static List<Object> several(Random random) {
    List<Object> values = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      values.add(random(random));
    }
    return values;
  }

  /** As an owner gets them: encoded. */
  private static Element element(@Nullable Object value) {
    return Element.encode(PAYLOADS, value);
  }

  private static Key key(@Nullable Object value) {
    return element(value).asKey();
  }

  private static List<Element> elements(Collection<?> values) {
    List<Element> elements = new ArrayList<>();
    values.forEach(value -> elements.add(element(value)));
    return elements;
  }

  private static Set<Key> keys(Collection<?> values) {
    Set<Key> keys = new LinkedHashSet<>();
    values.forEach(value -> keys.add(key(value)));
    return keys;
  }

  private static @Nullable Object value(@Nullable Element element) {
    return element == null ? null : element.value();
  }

  private static List<Object> values(List<Element> elements) {
    return Element.takeAll(elements);
  }

  private static List<Object> inTurn(Map<?, ?> map) {
    List<Object> all = new ArrayList<>();
    map.forEach((key, value) -> all.addAll(Arrays.asList(key, value)));
    return all;
  }

  private static Object pair(@Nullable Object one, @Nullable Object other) {
    return one + "," + other;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void map_isLikeALinkedHashMap(long seed) {
    Random random = new Random(seed);
    MapState state = new MapState(PAYLOADS, List.of());
    Map<Object, Object> model = new LinkedHashMap<>();
    for (int i = 0; i < STEPS; i++) {
      Object key = random(random);
      Object value = random(random);
      long version = state.version();
      List<Object> before = inTurn(model);
      switch (random.nextInt(17)) {
        case 0 -> assertThat(value(state.get(key(key)))).isEqualTo(model.get(key));
        case 1 -> assertThat(state.containsKey(key(key))).isEqualTo(model.containsKey(key));
        case 2 -> assertThat(state.containsValue(key(value))).isEqualTo(model.containsValue(value));
        case 3, 4, 5 ->
          assertThat(value(state.put(key(key), element(value)))).isEqualTo(model.put(key, value));
        case 6 -> assertThat(value(state.remove(key(key)))).isEqualTo(model.remove(key));
        case 7 ->
          assertThat(state.removeExact(key(key), key(value))).isEqualTo(model.remove(key, value));
        case 8 ->
          assertThat(value(state.putIfAbsent(key(key), element(value))))
              .isEqualTo(model.putIfAbsent(key, value));
        case 9 ->
          assertThat(value(state.replace(key(key), element(value))))
              .isEqualTo(model.replace(key, value));
        case 10 ->
          assertThat(state.replaceExact(key(key), key(value), element(1)))
              .isEqualTo(model.replace(key, value, 1));
        case 11 ->
          assertThat(value(state.compute(key(key), code((a, b) -> b == null ? "new" : null))))
              .isEqualTo(model.compute(key, (a, b) -> b == null ? "new" : null));
        case 12 ->
          assertThat(value(state.computeIfAbsent(key(key), CodeAccess.code(a -> "made"))))
              .isEqualTo(model.computeIfAbsent(key, a -> "made"));
        case 13 ->
          assertThat(value(state.computeIfPresent(key(key), code(StateModelTest::pair))))
              .isEqualTo(model.computeIfPresent(key, StateModelTest::pair));
        case 14 -> {
          Object present = Objects.requireNonNullElse(value, 0);
          assertThat(value(state.merge(key(key), element(present), code(StateModelTest::pair))))
              .isEqualTo(model.merge(key, present, StateModelTest::pair));
        }
        case 15 -> {
          if (!model.isEmpty()) {
            List<Object> keys = new ArrayList<>(model.keySet());
            Object newest = keys.get(keys.size() - 1);
            assertThat(values(state.popItem()))
                .isEqualTo(Arrays.asList(newest, model.remove(newest)));
          }
        }
        default -> {
          if (random.nextInt(50) == 0) {
            state.clear();
            model.clear();
          }
        }
      }
      assertThat(state.size()).isEqualTo(model.size());
      assertThat(values(state.snapshot())).isEqualTo(inTurn(model));
      assertThat(inTurn(model).equals(before) || state.version() != version).isTrue();
    }
  }

  private static Code<java.util.function.BiFunction<Object, Object, Object>> code(
      Portable.BiFunction<Object, Object, Object> function) {
    return CodeAccess.code(function);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void list_isLikeAnArrayList(long seed) {
    Random random = new Random(seed);
    ListState state = new ListState(PAYLOADS, List.of());
    List<Object> model = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      Object value = random(random);
      int at = random.nextInt(model.size() + 1);
      List<Object> several = several(random);
      long version = state.version();
      List<Object> before = new ArrayList<>(model);
      switch (random.nextInt(17)) {
        case 0, 1 -> {
          state.append(element(value));
          model.add(value);
        }
        case 2 -> {
          state.insert(at, element(value));
          model.add(at, value);
        }
        case 3 ->
          assertThat(state.insertAll(at, elements(several))).isEqualTo(model.addAll(at, several));
        case 4 -> assertThat(state.appendAll(elements(several))).isEqualTo(model.addAll(several));
        case 5 -> {
          if (at < model.size()) {
            assertThat(value(state.set(at, element(value)))).isEqualTo(model.set(at, value));
          }
        }
        case 6 -> {
          if (at < model.size()) {
            assertThat(state.pop(at).value()).isEqualTo(model.remove(at));
          }
        }
        case 7 -> assertThat(state.remove(key(value))).isEqualTo(model.remove(value));
        case 8 -> assertThat(state.indexOf(key(value))).isEqualTo(model.indexOf(value));
        case 9 -> assertThat(state.lastIndexOf(key(value))).isEqualTo(model.lastIndexOf(value));
        case 10 ->
          assertThat(state.count(key(value))).isEqualTo(Collections.frequency(model, value));
        case 11 ->
          assertThat(state.containsAll(keys(several))).isEqualTo(model.containsAll(several));
        case 12 -> assertThat(state.removeAll(keys(several))).isEqualTo(model.removeAll(several));
        case 13 -> {
          if (random.nextInt(10) == 0) {
            assertThat(state.retainAll(keys(several))).isEqualTo(model.retainAll(several));
          }
        }
        case 14 -> {
          int from = random.nextInt(at + 1);
          assertThat(values(state.snapshotOf(from, at))).isEqualTo(model.subList(from, at));
          state.removeRange(from, at);
          model.subList(from, at).clear();
        }
        case 15 -> {
          state.reverse();
          Collections.reverse(model);
        }
        default -> {
          Comparator<Object> order = Comparator.comparing(String::valueOf);
          state.sort(CodeAccess.code(order));
          model.sort(order);
        }
      }
      assertThat(state.size()).isEqualTo(model.size());
      assertThat(values(state.snapshot())).isEqualTo(model);
      assertThat(model.equals(before) || state.version() != version).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void set_isLikeALinkedHashSet(long seed) {
    Random random = new Random(seed);
    SetState state = new SetState(PAYLOADS, List.of());
    Set<Object> model = new LinkedHashSet<>();
    for (int i = 0; i < STEPS; i++) {
      Object value = random(random);
      List<Object> several = several(random);
      long version = state.version();
      Set<Object> before = new LinkedHashSet<>(model);
      switch (random.nextInt(10)) {
        case 0, 1 -> assertThat(state.add(key(value))).isEqualTo(model.add(value));
        case 2 -> assertThat(state.addAll(keys(several))).isEqualTo(model.addAll(several));
        case 3 -> assertThat(state.contains(key(value))).isEqualTo(model.contains(value));
        case 4 ->
          assertThat(state.containsAll(keys(several))).isEqualTo(model.containsAll(several));
        case 5 -> assertThat(state.remove(key(value))).isEqualTo(model.remove(value));
        case 6 ->
          assertThat(state.removeAll(keys(several)))
              .isEqualTo(model.removeAll(new HashSet<>(several)));
        case 7 -> {
          state.toggleAll(keys(several));
          for (Object each : new LinkedHashSet<>(several)) {
            if (!model.remove(each)) {
              model.add(each);
            }
          }
        }
        case 8 -> {
          if (!model.isEmpty()) {
            Object oldest = model.iterator().next();
            model.remove(oldest);
            assertThat(state.pop().value()).isEqualTo(oldest);
          }
        }
        default -> {
          if (random.nextInt(10) == 0) {
            assertThat(state.retainAll(keys(several))).isEqualTo(model.retainAll(several));
          }
        }
      }
      assertThat(state.size()).isEqualTo(model.size());
      assertThat(values(state.snapshot())).isEqualTo(new ArrayList<>(model));
      assertThat(model.equals(before) || state.version() != version).isTrue();
    }
  }
}
