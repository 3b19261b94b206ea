package io.troupe.manager;

import io.troupe.TroupeException;

/**
 * Thrown by a method that asks another process, and waits for its answer no longer: a method of a
 * manager, of an object of one, or one that looks at a queue, a lock or one of its relatives and
 * does not declare {@link InterruptedException}. The answer did not come within {@link
 * ManagerBuilder#callTimeout}, where there is one; or the thread was interrupted, and stays so, and
 * no answer came soon after. A process that is stopped, by a debugger for instance, answers when it
 * goes on: whether the call takes effect is not known.
 */
public class CallAbandonedException extends TroupeException {
  private static final long serialVersionUID = 1L;

  public CallAbandonedException(String message) {
    super(message);
  }
}
