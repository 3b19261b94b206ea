package io.troupe.function;

import java.io.Serializable;

/**
 * Work of no argument without a result that may run in another process: what {@link Runnable} is to
 * a thread. It crosses as {@link Task0} does.
 *
 */
@FunctionalInterface
public interface VoidTask0 extends Serializable {

  /**
   * Does the work.
   *
   * @throws Exception if the work fails
   */
  void run() throws Exception;
}
