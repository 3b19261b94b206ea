package io.troupe.e2e.manager;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Looks for an order of operations on one key that explains what each returned, and in which none comes before one that had
 * ended when it began: the search of Wing and Gong, which remembers where it has been.
 */
final class Histories {
  private Histories() {}

  /** A call, what it returned, and when it began and ended. */
  record Operation(String key, String name, int a, int b, Object result, long begin, long end) {}

  private record Place(BitSet done, Integer value) {}

  /** What a call does to a value, null for none, and returns. */
  private record Effect(Integer value, Object result) {}

  static boolean isLinearizable(List<Operation> operations) {
    return search(operations, new BitSet(operations.size()), null, new HashSet<>());
  }

  private static boolean search(
      List<Operation> operations, BitSet done, Integer value, Set<Place> seen) {
    if (done.cardinality() == operations.size()) {
      return true;
    }
    if (!seen.add(new Place((BitSet) done.clone(), value))) {
      return false;
    }
    long firstEnd = firstEnd(operations, done);
    for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
      Operation operation = operations.get(i);
      Effect effect = effect(operation, value);
      if (operation.begin() <= firstEnd && Objects.equals(effect.result(), operation.result())) {
        done.set(i);
        if (search(operations, done, effect.value(), seen)) {
          return true;
        }
        done.clear(i);
      }
    }
    return false;
  }

  private static long firstEnd(List<Operation> operations, BitSet done) {
    long first = Long.MAX_VALUE;
    for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
      first = Math.min(first, operations.get(i).end());
    }
    return first;
  }

  private static Effect effect(Operation operation, Integer value) {
    int a = operation.a();
    Integer sum = value == null ? Integer.valueOf(a) : Integer.valueOf(value + a);
    return switch (operation.name()) {
      case "get" -> new Effect(value, value);
      case "put" -> new Effect(a, value);
      case "remove" -> new Effect(null, value);
      case "replace" -> {
        boolean same = Objects.equals(value, a);
        yield new Effect(same ? Integer.valueOf(operation.b()) : value, same);
      }
      case "putIfAbsent" -> new Effect(value == null ? Integer.valueOf(a) : value, value);
      case "merge", "add" -> new Effect(sum, sum);
      case "compute" -> {
        Integer computed = LinearizabilityTest.next(value, a);
        yield new Effect(computed, computed);
      }
      default -> throw new IllegalArgumentException(operation.name());
    };
  }
}
