package io.troupe.function;

import io.troupe.Pool;
import java.util.ArrayList;
import java.util.List;

/**
 * The three arguments of one call, for {@link Pool#starmap(Task3, Iterable) starmap}. Python's
 * triple.
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 * @param <C> type of the third argument
 */
public record Args3<A, B, C>(A a, B b, C c) {

  /** Returns the three arguments of one call. */
  public static <A, B, C> Args3<A, B, C> of(A a, B b, C c) {
    return new Args3<>(a, b, c);
  }

  /**
   * Joins three lists item by item. Python's {@code zip(..., strict=True)}.
   *
   * @throws IllegalArgumentException if the lists differ in size
   */
  public static <A, B, C> List<Args3<A, B, C>> zip(
      List<? extends A> as, List<? extends B> bs, List<? extends C> cs) {
    if (as.size() != bs.size() || as.size() != cs.size()) {
      throw new IllegalArgumentException(
          "lists of " + as.size() + ", " + bs.size() + " and " + cs.size() + " items");
    }
    List<Args3<A, B, C>> triples = new ArrayList<>(as.size());
    for (int i = 0; i < as.size(); i++) {
      triples.add(new Args3<>(as.get(i), bs.get(i), cs.get(i)));
    }
    return triples;
  }
}
