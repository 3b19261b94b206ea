package io.troupe.internal.payload.serial;

import io.troupe.internal.payload.codec.TypeNames;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds where in an object another one stands, to name the place in an error. Fields that a module
 * hides are passed over.
 */
final class FieldSearch {
  private static final int MAX_OBJECTS = 10_000;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Place> open = new ArrayDeque<>();
  private final Object wanted;

  private FieldSearch(Object wanted) {
    this.wanted = wanted;
  }

  private record Place(Object object, String path) {}

  /**
   * Returns the shortest path from one to the other, as error messages name it; null where none is
   * found.
   */
  static @Nullable String find(Object root, Object wanted) {
    FieldSearch search = new FieldSearch(wanted);
    search.open.add(new Place(root, ""));
    return search.run();
  }

  private @Nullable String run() {
    while (!open.isEmpty() && seen.size() < MAX_OBJECTS) {
      Place place = open.remove();
      if (place.object() == wanted) {
        return place.path();
      }
      if (seen.add(place.object())) {
        expand(place);
      }
    }
    return null;
  }

  private void expand(Place place) {
    Object object = place.object();
    if (object instanceof Object[] items) {
      add(items, place);
    } else if (object instanceof Collection<?> items) {
      add(items.toArray(), place);
    } else if (object instanceof Map<?, ?> map) {
      add(map.keySet().toArray(), place);
      add(map.values().toArray(), place);
    } else {
      addFields(place);
    }
  }

  private void add(@Nullable Object[] items, Place place) {
    for (Object item : items) {
      add(item, place, "an item");
    }
  }

  private void add(@Nullable Object object, Place place, String part) {
    if (object != null) {
      open.add(new Place(object, place.path().isEmpty() ? part : place.path() + ", " + part));
    }
  }

  private void addFields(Place place) {
    for (Class<?> type = place.object().getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        addField(field, place);
      }
    }
  }

  private void addField(Field field, Place place) {
    int modifiers = field.getModifiers();
    if (Modifier.isStatic(modifiers)
        || Modifier.isTransient(modifiers)
        || field.getType().isPrimitive()) {
      return;
    }
    if (field.trySetAccessible()) {
      add(value(field, place.object()), place, name(field));
    }
  }

  private static @Nullable Object value(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("accessible field " + field, e);
    }
  }

  private static String name(Field field) {
    String owner = TypeNames.simple(field.getDeclaringClass());
    return field.getName().startsWith("this$")
        ? "the " + TypeNames.simple(field.getType()) + " around " + owner + " (make " + owner
            + " static, or use a lambda)"
        : "field `" + field.getName() + "` of " + owner;
  }
}
