package io.troupe.internal.logs;

import io.troupe.internal.payload.failure.StackFrames;
import io.troupe.proto.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Stands for what was thrown in another process, and prints as that did. Its class is named, never
 * loaded.
 */
public final class LoggedThrowable extends Exception {
  private static final long serialVersionUID = 1L;

  private final Failure failure;

  private LoggedThrowable(Failure failure) {
    super(
        failure.hasMessage() ? failure.getMessage() : null,
        failure.hasCause() ? new LoggedThrowable(failure.getCause()) : null);
    this.failure = failure;
    setStackTrace(
        failure.getStackList().stream().map(StackFrames::decode).toArray(StackTraceElement[]::new));
    failure.getSuppressedList().forEach(each -> addSuppressed(new LoggedThrowable(each)));
  }

  public static LoggedThrowable of(Failure failure) {
    return new LoggedThrowable(failure);
  }

  /** Returns it as it came, for the next host. */
  public Failure failure() {
    return failure;
  }

  /** Returns the name of the class that was thrown. */
  public String className() {
    return failure.getClassName();
  }

  @Override
  public @Nullable LoggedThrowable getCause() {
    return (LoggedThrowable) super.getCause();
  }

  @Override
  @SuppressWarnings(
      "OverrideThrowableToString") // it says what the original says, which may have overridden it,
  // too
  public String toString() {
    return failure.getText();
  }
}
