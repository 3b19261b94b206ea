package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Key;
import java.util.function.UnaryOperator;

/** What can be asked of a value, wherever it lives. A call is atomic. */
public interface ValueCalls {
  Element get();

  /** Returns what it was. */
  Element getAndSet(Element value);

  boolean compareAndSet(Key expected, Element replacement);

  /** Returns the sum. */
  Element add(Element amount);

  Element getAndUpdate(Code<UnaryOperator<Object>> change);

  Element updateAndGet(Code<UnaryOperator<Object>> change);
}
