package io.troupe.manager;

import io.troupe.TroupeException;

/**
 * Thrown by a method of a manager, or of an object of one, that waits for its answer no longer: it did not come within {@link
 * ManagerBuilder#callTimeout}; or the thread was interrupted, and stays so, and no answer came soon after. A manager's process
 * that is stopped, by a debugger for instance, answers when it goes on: whether the call takes effect is not known.
 */
public class CallAbandonedException extends TroupeException {
  private static final long serialVersionUID = 1L;

  public CallAbandonedException(String message) {
    super(message);
  }
}
