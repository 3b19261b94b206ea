package io.troupe;

import org.jspecify.annotations.Nullable;

/**
 * The cause of every exception that crossed from another process: its stack trace is the one of that process, its message
 * says which process it was, and its own cause is the cause that the exception had there. Python's {@code RemoteTraceback}.
 */
public final class RemoteStackTrace extends TroupeException {
  private static final long serialVersionUID = 1L;

  public RemoteStackTrace(String origin, StackTraceElement[] stack, @Nullable Throwable cause) {
    super(origin, cause);
    setStackTrace(stack);
  }
}
