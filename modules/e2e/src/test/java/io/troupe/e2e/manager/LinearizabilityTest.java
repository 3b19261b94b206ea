package io.troupe.e2e.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Pool;
import io.troupe.e2e.history.Entry;
import io.troupe.e2e.history.History;
import io.troupe.e2e.history.Model;
import io.troupe.e2e.history.Operation;
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

  /** One key of a dict. */
  private static final class DictEntry implements Model<Object> {
    private final Entry entry = new Entry();

    @Override
    public Object first() {
      return entry.first();
    }

    @Override
    public List<Effect<Object>> effects(Object value, Operation operation) {
      Integer number = (Integer) value;
      Integer a = (Integer) operation.a();
      Integer changed = switch (operation.name()) {
        case "merge", "add" -> number == null ? a : Integer.valueOf(number + a);
        case "compute" -> next(number, a);
        default -> null;
      };
      return List.of("merge", "add", "compute").contains(operation.name())
          ? Model.only(changed, changed)
          : entry.effects(value, operation);
    }
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
        Map<String, List<Operation>> byKey = histories.stream()
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(Operation::object));
        byKey.forEach(
            (key, operations) -> assertThat(History.isLinearizable(new DictEntry(), operations))
                .as("operations on %s: %s", key, operations)
                .isTrue());
      }
    }
  }
}
