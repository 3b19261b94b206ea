package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Holdings;
import io.troupe.internal.manager.call.Key;
import java.util.function.UnaryOperator;

/** One value. */
public final class ValueState implements ValueCalls {
  private final Holdings holdings = new Holdings();
  private Element value;

  public ValueState(Element initial) {
    holdings.keep(initial);
    value = initial;
  }

  @Override
  public Element get() {
    return value;
  }

  @Override
  public Element getAndSet(Element next) {
    Element before = value;
    holdings.keep(next);
    value = next;
    holdings.drop(before);
    return before;
  }

  @Override
  public boolean compareAndSet(Key expected, Element replacement) {
    boolean same = expected.matches(value);
    if (same) {
      getAndSet(replacement);
    }
    return same;
  }

  @Override
  public Element add(Element amount) {
    getAndSet(Sums.add(value, amount));
    return value;
  }

  @Override
  public Element getAndUpdate(Code<UnaryOperator<Object>> change) {
    return getAndSet(value.with(change.function().apply(value.value())));
  }

  @Override
  public Element updateAndGet(Code<UnaryOperator<Object>> change) {
    getAndUpdate(change);
    return value;
  }

  /** It cannot be used any more. */
  public void end() {
    holdings.end();
  }
}
