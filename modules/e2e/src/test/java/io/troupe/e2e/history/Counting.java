package io.troupe.e2e.history;

import java.util.List;

/** A number: {@code add} returns the sum, {@code value} the value. */
public final class Counting implements Model<Integer> {
  @Override
  public Integer first() {
    return 0;
  }

  @Override
  public List<Effect<Integer>> effects(Integer value, Operation operation) {
    return switch (operation.name()) {
      case "add" -> {
        Integer sum = value + (Integer) operation.a();
        yield Model.only(sum, sum);
      }
      case "value" -> Model.only(value, value);
      case "compareAndSet" -> {
        boolean same = value.equals(operation.a());
        yield Model.only(same ? (Integer) operation.b() : value, same);
      }
      default -> throw new IllegalArgumentException(operation.name());
    };
  }
}
