package io.troupe.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Work of one argument without a result that may run in another process: what a consumer is to a
 * thread. It crosses as {@link Task1} does.
 *
 * @param <A> type of the argument
 */
@FunctionalInterface
public interface VoidTask1<A extends @Nullable Object> extends Serializable {

  /**
   * Does the work.
   *
   * @throws Exception if the work fails
   */
  void run(A a) throws Exception;
}
