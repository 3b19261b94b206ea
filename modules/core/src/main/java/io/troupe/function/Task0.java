package io.troupe.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Work of no argument that returns a result and may run in another process. A lambda or method
 * reference crosses as data, with what it captures; an object of a class crosses as a value.
 *
 * @param <R> type of the result
 */
@FunctionalInterface
public interface Task0<R extends @Nullable Object> extends Serializable {

  /**
   * Does the work.
   *
   * @return the result; it crosses back to the caller
   * @throws Exception if the work fails; the caller gets an exception of the same class
   */
  R call() throws Exception;
}
