package io.troupe;

/**
 * The first {@linkplain Throwable#getSuppressed() suppressed} exception of each exception that
 * crossed from another process: its stack trace is the one of that process, and its message says
 * which process it was. The exception's own stack trace is that of the call here, and its cause is
 * the one that it had there. Python's {@code RemoteTraceback}.
 */
public final class RemoteStackTrace extends TroupeException {
  private static final long serialVersionUID = 1L;

  /** Makes a remote stack trace; {@code origin} names the process. Neither may be null. */
  public RemoteStackTrace(String origin, StackTraceElement[] stack) {
    super(origin);
    setStackTrace(stack);
  }
}
