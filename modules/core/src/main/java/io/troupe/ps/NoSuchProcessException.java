package io.troupe.ps;

import io.troupe.TroupeException;

/** There is no such process, or it has ended. Python's {@code psutil.NoSuchProcess}. */
public class NoSuchProcessException extends TroupeException {
  private static final long serialVersionUID = 1L;

  private final long pid;

  NoSuchProcessException(long pid, String message) {
    super(message);
    this.pid = pid;
  }

  static NoSuchProcessException ended(OsProcess process) {
    return new NoSuchProcessException(
        process.pid(),
        "process " + process.pid() + ", started at " + process.createTime() + ", has ended");
  }

  /** Returns the number that was asked for. */
  public long pid() {
    return pid;
  }
}
