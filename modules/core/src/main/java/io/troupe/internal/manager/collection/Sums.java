package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Element;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Addition of numbers of the same type; texts are joined. */
final class Sums {
  private Sums() {}

  /**
   * Adds. Nothing and something is that.
   *
   * @throws ArithmeticException if an integer overflows
   * @throws IllegalArgumentException if the two are not of one type that can be added
   */
  static Element add(Element one, Element other) {
    return one.isNull() ? other : one.with(sum(one.value(), other.value()));
  }

  private static Object sum(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Integer a && other instanceof Integer b) {
      return Math.addExact(a, b);
    } else if (one instanceof Long a && other instanceof Long b) {
      return Math.addExact(a, b);
    } else if (one instanceof Double a && other instanceof Double b) {
      return a + b;
    } else if (one instanceof Float a && other instanceof Float b) {
      return a + b;
    } else if (one instanceof BigInteger a && other instanceof BigInteger b) {
      return a.add(b);
    } else if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
      return a.add(b);
    } else if (one instanceof String a && other instanceof String b) {
      return a + b;
    }
    throw new IllegalArgumentException("Cannot add " + type(other) + " to " + type(one)
        + ": both must be of one type of number, or texts");
  }

  private static String type(@Nullable Object value) {
    return value == null ? "null" : "a " + value.getClass().getName();
  }
}
