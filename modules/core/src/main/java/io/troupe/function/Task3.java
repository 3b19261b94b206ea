package io.troupe.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Work of three arguments that returns a result and may run in another process. A lambda or method
 * reference crosses as data, with what it captures; an object of a class crosses as a value.
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 * @param <C> type of the third argument
 * @param <R> type of the result
 */
@FunctionalInterface
public interface Task3<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        R extends @Nullable Object>
    extends Serializable {

  /**
   * Does the work.
   *
   * @return the result; it crosses back to the caller
   * @throws Exception if the work fails; the caller gets an exception of the same class
   */
  R call(A a, B b, C c) throws Exception;
}
