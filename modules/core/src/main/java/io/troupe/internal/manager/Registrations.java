package io.troupe.internal.manager;

import io.troupe.function.Task0;
import io.troupe.function.Task1;
import io.troupe.function.Task2;
import io.troupe.function.Task3;
import io.troupe.manager.SharedType;
import java.util.List;

/** Types of the program's own on their way to a manager elsewhere. */
final class Registrations {
  private Registrations() {}

  static Call encode(SharedType<?> type) {
    return Call.of("register")
        .value(type.name())
        .value(type.type())
        .function(type.factory())
        .value(type.isConcurrent());
  }

  @SuppressWarnings("unchecked") // A class of something.
  static SharedType<?> decode(List<Item> items) {
    SharedType<?> type = of(
            (Class<Object>) items.get(1).as(Class.class), items.get(2).as(Object.class))
        .named(items.get(0).as(String.class));
    return items.get(3).equals(Item.TRUE) ? type.concurrent() : type;
  }

  @SuppressWarnings("unchecked") // as it was registered
  private static <T> SharedType<T> of(Class<T> type, Object factory) {
    if (factory instanceof Task0<?> task) {
      return SharedType.of(type, (Task0<T>) task);
    } else if (factory instanceof Task1<?, ?> task) {
      return SharedType.of(type, (Task1<Object, T>) task);
    } else if (factory instanceof Task2<?, ?, ?> task) {
      return SharedType.of(type, (Task2<Object, Object, T>) task);
    }
    return SharedType.of(type, (Task3<Object, Object, Object, T>) factory);
  }
}
