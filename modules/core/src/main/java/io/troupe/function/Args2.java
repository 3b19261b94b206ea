package io.troupe.function;

import io.troupe.Pool;
import java.util.ArrayList;
import java.util.List;

/**
 * The two arguments of one call, for {@link Pool#starmap(Task2, Iterable) starmap}. Python's pair.
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 */
public record Args2<A, B>(A a, B b) {

  /** Returns the two arguments of one call. */
  public static <A, B> Args2<A, B> of(A a, B b) {
    return new Args2<>(a, b);
  }

  /**
   * Pairs two lists item by item. Python's {@code zip(..., strict=True)}.
   *
   * @throws IllegalArgumentException if the lists differ in size
   */
  public static <A, B> List<Args2<A, B>> zip(List<? extends A> as, List<? extends B> bs) {
    if (as.size() != bs.size()) {
      throw new IllegalArgumentException("lists of " + as.size() + " and " + bs.size() + " items");
    }
    List<Args2<A, B>> pairs = new ArrayList<>(as.size());
    for (int i = 0; i < as.size(); i++) {
      pairs.add(new Args2<>(as.get(i), bs.get(i)));
    }
    return pairs;
  }
}
