package io.troupe.e2e.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Pool;
import io.troupe.e2e.manager.Histories.Operation;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What several processes see of one dict must be explained by some order in which its operations took effect. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LinearizabilityTest {
  private static final int PROCESSES = 4;
  private static final int OPERATIONS = 150;
  private static final int KEYS = 6;

  /** Makes random calls and says what came out, and when: {@code nanoTime} is one clock for all processes of a machine. */
  static List<Operation> use(ManagedMap<String, Integer> dict, Integer seed) {
    Random random = new Random(seed);
    List<Operation> history = new ArrayList<>();
    for (int i = 0; i < OPERATIONS; i++) {
      String key = "k" + random.nextInt(KEYS);
      int a = random.nextInt(4);
      int b = random.nextInt(4);
      long begin = System.nanoTime();
      String name;
      Object result;
      switch (random.nextInt(8)) {
        case 0 -> {
          name = "get";
          result = dict.get(key);
        }
        case 1 -> {
          name = "put";
          result = dict.put(key, a);
        }
        case 2 -> {
          name = "remove";
          result = dict.remove(key);
        }
        case 3 -> {
          name = "replace";
          result = dict.replace(key, a, b);
        }
        case 4 -> {
          name = "putIfAbsent";
          result = dict.putIfAbsent(key, a);
        }
        case 5 -> {
          name = "merge";
          result = dict.merge(key, a, Integer::sum);
        }
        case 6 -> {
          name = "add";
          result = dict.add(key, a);
        }
        default -> {
          name = "compute";
          result = dict.compute(key, (k, v) -> next(v, a));
        }
      }
      history.add(new Operation(key, name, a, b, result, begin, System.nanoTime()));
    }
    return history;
  }

  /** Goes up to a limit, and away. */
  static Integer next(Integer value, Integer first) {
    if (value == null) {
      return first;
    }
    return value > 6 ? null : Integer.valueOf(value + 1);
  }

  @Test
  void historiesOfSeveralProcesses_areLinearizable() throws InterruptedException {
    try (Manager manager = Manager.process();
        Pool pool = Pool.of(PROCESSES)) {
      for (int round = 0; round < 4; round++) {
        ManagedMap<String, Integer> dict = manager.dict();
        int seed = 1000 * round;
        List<List<Operation>> histories = pool.map(
            each -> use(dict, each),
            IntStream.range(seed, seed + PROCESSES).boxed().toList(),
            1);
        Map<String, List<Operation>> byKey =
            histories.stream().flatMap(List::stream).collect(Collectors.groupingBy(Operation::key));
        byKey.forEach((key, operations) -> assertThat(Histories.isLinearizable(operations))
            .as("operations on %s: %s", key, operations)
            .isTrue());
      }
    }
  }

  @Test
  void checker_seesALostUpdate_andAStaleRead() {
    Operation first = new Operation("k", "add", 1, 0, 1, 0, 10);
    Operation lost = new Operation("k", "add", 1, 0, 1, 5, 15);
    Operation fine = new Operation("k", "add", 1, 0, 2, 5, 15);
    Operation stale = new Operation("k", "get", 0, 0, null, 20, 25);
    Operation overlapping = new Operation("k", "get", 0, 0, null, 5, 25);

    assertThat(Histories.isLinearizable(List.of(first, fine))).isTrue();
    assertThat(Histories.isLinearizable(List.of(first, lost))).isFalse();
    assertThat(Histories.isLinearizable(List.of(first, stale))).isFalse();
    assertThat(Histories.isLinearizable(List.of(first, overlapping))).isTrue();
  }
}
