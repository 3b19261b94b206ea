package io.troupe.ps;

import io.troupe.TroupeException;

/**
 * The system does not allow a signal to a process. Python's {@code psutil.AccessDenied}; what the
 * system refuses to tell is empty instead.
 */
public class AccessDeniedException extends TroupeException {
  private static final long serialVersionUID = 1L;

  private final long pid;

  AccessDeniedException(long pid, String message) {
    super(message);
    this.pid = pid;
  }

  /** Returns the number of the process. */
  public long pid() {
    return pid;
  }
}
