package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of a namespace: of a map, as far as that. */
public interface NamespaceCalls {
  @Nullable
  Element get(Key key);

  boolean containsKey(Key key);

  /** Returns what was there. */
  @Nullable
  Element put(Key key, Element value);

  @Nullable
  Element remove(Key key);

  /** Returns the sum. */
  Element add(Key key, Element amount);

  List<Element> keys();

  /** Returns keys and values in turn. */
  List<Element> snapshot();
}
