package io.troupe.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Work of three arguments without a result that may run in another process: what a consumer is to a
 * thread. It crosses as {@link Task3} does.
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 * @param <C> type of the third argument
 */
@FunctionalInterface
public interface VoidTask3<
        A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
    extends Serializable {

  /**
   * Does the work.
   *
   * @throws Exception if the work fails
   */
  void run(A a, B b, C c) throws Exception;
}
