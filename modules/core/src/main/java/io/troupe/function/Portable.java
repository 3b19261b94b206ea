package io.troupe.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's functional interfaces in a form whose lambdas can cross to another process: a lambda
 * given to a method that takes one of these runs where the object lives. They cross as
 * {@link Task1} does. Programs need not name them.
 */
public final class Portable {
  private Portable() {}

  /** A {@link java.util.function.Function} that can cross. */
  @FunctionalInterface
  public interface Function<T extends @Nullable Object, R extends @Nullable Object>
      extends java.util.function.Function<T, R>, Serializable {}

  /** A {@link java.util.function.BiFunction} that can cross. */
  @FunctionalInterface
  public interface BiFunction<
          T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object>
      extends java.util.function.BiFunction<T, U, R>, Serializable {}

  /** A {@link java.util.function.UnaryOperator} that can cross. */
  @FunctionalInterface
  public interface UnaryOperator<T extends @Nullable Object>
      extends java.util.function.UnaryOperator<T>, Serializable {}

  /** A {@link java.util.function.BinaryOperator} that can cross. */
  @FunctionalInterface
  public interface BinaryOperator<T extends @Nullable Object>
      extends java.util.function.BinaryOperator<T>, Serializable {}

  /** A {@link java.util.function.Predicate} that can cross. */
  @FunctionalInterface
  public interface Predicate<T extends @Nullable Object>
      extends java.util.function.Predicate<T>, Serializable {}

  /** A {@link java.util.Comparator} that can cross. */
  @FunctionalInterface
  public interface Comparator<T extends @Nullable Object>
      extends java.util.Comparator<T>, Serializable {}
}
