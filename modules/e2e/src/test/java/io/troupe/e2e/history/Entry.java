package io.troupe.e2e.history;

import java.util.List;
import java.util.Objects;

/** The value of one key of a map, null for none. Changes return the value before. */
public final class Entry implements Model<Object> {
  @Override
  public Object first() {
    return null;
  }

  @Override
  public List<Effect<Object>> effects(Object value, Operation operation) {
    Object a = operation.a();
    return switch (operation.name()) {
      case "get" -> Model.only(value, value);
      case "put" -> Model.only(a, value);
      case "remove" -> Model.only(null, value);
      case "putIfAbsent" -> Model.only(value == null ? a : value, value);
      case "replace" -> {
        boolean same = Objects.equals(value, a);
        yield Model.only(same ? operation.b() : value, same);
      }
      default -> throw new IllegalArgumentException(operation.name());
    };
  }
}
