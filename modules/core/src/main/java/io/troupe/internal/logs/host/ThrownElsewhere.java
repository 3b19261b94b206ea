package io.troupe.internal.logs.host;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import io.troupe.internal.logs.LoggedThrowable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An exception of a process as Logback wants it: with the name of its class, and the frames that
 * its cause shares with it.
 */
final class ThrownElsewhere implements IThrowableProxy {
  private final LoggedThrowable thrown;
  private final StackTraceElement[] stack;
  private final int commonFrames;

  ThrownElsewhere(LoggedThrowable thrown) {
    this(thrown, new StackTraceElement[0]);
  }

  /** @param enclosing the stack of the one that this is the cause of, or was suppressed by */
  private ThrownElsewhere(LoggedThrowable thrown, StackTraceElement[] enclosing) {
    this.thrown = thrown;
    stack = thrown.getStackTrace();
    commonFrames = commonFrames(stack, enclosing);
  }

  private static int commonFrames(StackTraceElement[] stack, StackTraceElement[] enclosing) {
    int common = 0;
    while (common < Math.min(stack.length, enclosing.length)
        && stack[stack.length - 1 - common].equals(enclosing[enclosing.length - 1 - common])) {
      common++;
    }
    return common;
  }

  @Override
  public @Nullable String getMessage() {
    return thrown.getMessage();
  }

  @Override
  public String getClassName() {
    return thrown.className();
  }

  @Override
  public StackTraceElementProxy[] getStackTraceElementProxyArray() {
    return Stream.of(stack).map(StackTraceElementProxy::new).toArray(StackTraceElementProxy[]::new);
  }

  @Override
  public int getCommonFrames() {
    return commonFrames;
  }

  @Override
  public @Nullable IThrowableProxy getCause() {
    LoggedThrowable cause = thrown.getCause();
    return cause == null ? null : new ThrownElsewhere(cause, stack);
  }

  @Override
  public IThrowableProxy[] getSuppressed() {
    return Stream.of(thrown.getSuppressed())
        .map(each -> new ThrownElsewhere((LoggedThrowable) each, stack))
        .toArray(IThrowableProxy[]::new);
  }

  @Override
  public boolean isCyclic() {
    return false;
  }
}
