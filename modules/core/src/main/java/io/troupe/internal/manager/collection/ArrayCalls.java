package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Key;
import java.util.List;
import java.util.function.UnaryOperator;

/** What can be asked of an array: of a list, as far as its length stays. */
public interface ArrayCalls {
  int size();

  Element get(int index);

  /** Returns what was there. */
  Element set(int index, Element item);

  boolean compareAndSet(int index, Key expected, Element replacement);

  /** Returns the sum. */
  Element add(int index, Element amount);

  /** Returns what is there afterwards. */
  Element updateAt(int index, Code<UnaryOperator<Object>> change);

  List<Element> snapshot();
}
