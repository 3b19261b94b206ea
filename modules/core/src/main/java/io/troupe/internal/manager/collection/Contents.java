package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Managed;
import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Containers as text; managed objects in them are named, not shown, for one may contain the other.
 */
final class Contents {
  private Contents() {}

  static String text(Collection<?> items) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    items.forEach(item -> text.add(text(item)));
    return text.toString();
  }

  static String text(Map<?, ?> map) {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    map.forEach((key, value) -> text.add(text(key) + "=" + text(value)));
    return text.toString();
  }

  static String text(@Nullable Object item) {
    return item instanceof Managed managed ? "<managed " + managed.managedRef() + ">" : "" + item;
  }
}
