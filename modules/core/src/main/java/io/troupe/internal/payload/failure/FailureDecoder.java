package io.troupe.internal.payload.failure;

import io.troupe.RemoteException;
import io.troupe.RemoteStackTrace;
import io.troupe.internal.payload.codec.Codecs;
import io.troupe.internal.payload.codec.Guarded;
import io.troupe.proto.Failure;
import io.troupe.proto.StackFrame;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds throwables. The outermost one was just thrown to the caller: its stack is the caller's, and the remote one stands
 * in its cause. Those inside are reports: they have the stacks that they had there.
 */
public final class FailureDecoder {
  /** Failures, which calls this, stands above this package. */
  private static final Set<String> OWN_FRAMES = Set.of(
      FailureDecoder.class.getName(),
      ThrowableForm.class.getName(),
      ThrowableConstructors.class.getName(),
      Guarded.class.getName(),
      "io.troupe.internal.payload.Failures");

  private final Codecs codecs;

  public FailureDecoder(Codecs codecs) {
    this.codecs = codecs;
  }

  /** Rebuilds a throwable that is about to be thrown here. */
  public Throwable thrown(Failure failure) {
    StackTraceElement[] remote = stack(failure.getStackList());
    RemoteStackTrace cause =
        new RemoteStackTrace(failure.getOrigin(), remote, nestedCause(failure));
    Throwable throwable = rebuild(failure, cause);
    Guarded.run(() -> throwable.setStackTrace(stackOfCaller()));
    addSuppressed(failure, throwable);
    return throwable;
  }

  /** Rebuilds a throwable as it was. */
  Throwable nested(Failure failure) {
    Throwable throwable = rebuild(failure, nestedCause(failure));
    Guarded.run(() -> throwable.setStackTrace(stack(failure.getStackList())));
    addSuppressed(failure, throwable);
    return throwable;
  }

  private @Nullable Throwable nestedCause(Failure failure) {
    return failure.hasCause() ? nested(failure.getCause()) : null;
  }

  private void addSuppressed(Failure failure, Throwable throwable) {
    for (Failure suppressed : failure.getSuppressedList()) {
      Throwable rebuilt = nested(suppressed);
      Guarded.run(() -> throwable.addSuppressed(rebuilt));
    }
  }

  private Throwable rebuild(Failure failure, @Nullable Throwable cause) {
    if (failure.getClassName().equals(RemoteStackTrace.class.getName())) {
      return new RemoteStackTrace(failure.getMessage(), stack(failure.getStackList()), cause);
    }
    Class<? extends Throwable> type = type(failure.getClassName());
    Throwable rebuilt = type == null ? null : rebuild(type, failure, cause);
    return rebuilt != null
        ? rebuilt
        : new RemoteException(failure.getClassName(), failure.getText(), cause);
  }

  private @Nullable Throwable rebuild(
      Class<? extends Throwable> type, Failure failure, @Nullable Throwable cause) {
    String message = failure.hasMessage() ? failure.getMessage() : null;
    Throwable rebuilt = ThrowableForm.read(failure.getSerialized(), type, message, codecs);
    if (rebuilt == null) {
      rebuilt = ThrowableConstructors.make(type, message, cause);
    }
    if (rebuilt == null && cause != null) {
      rebuilt = ThrowableConstructors.makeWithTypedCause(type, message, original(cause));
    }
    if (rebuilt != null && cause != null) {
      attach(cause, rebuilt);
    }
    return rebuilt;
  }

  private static @Nullable Throwable original(Throwable cause) {
    return cause instanceof RemoteStackTrace ? cause.getCause() : cause;
  }

  /** A throwable whose cause is fixed has the remote one among the suppressed. */
  private static void attach(Throwable cause, Throwable throwable) {
    if (Guarded.orNull(throwable::getCause) == cause) {
      return;
    }
    if (!Guarded.run(() -> throwable.initCause(cause))) {
      Guarded.run(() -> throwable.addSuppressed(cause));
    }
  }

  private @Nullable Class<? extends Throwable> type(String name) {
    Class<?> type = Guarded.orNull(() -> codecs.types().load(name));
    return type != null && Throwable.class.isAssignableFrom(type)
        ? type.asSubclass(Throwable.class)
        : null;
  }

  private static StackTraceElement[] stack(List<StackFrame> frames) {
    return frames.stream().map(FailureDecoder::frame).toArray(StackTraceElement[]::new);
  }

  private static StackTraceElement frame(StackFrame frame) {
    return new StackTraceElement(
        null,
        frame.hasModule() ? frame.getModule() : null,
        null,
        frame.getDeclaringClass(),
        frame.getMethod(),
        frame.hasFile() ? frame.getFile() : null,
        frame.getLine());
  }

  private static StackTraceElement[] stackOfCaller() {
    StackTraceElement[] frames = new Throwable().getStackTrace();
    int own = 0;
    while (own < frames.length && isOwn(frames[own].getClassName())) {
      own++;
    }
    return Arrays.copyOfRange(frames, own, frames.length);
  }

  private static boolean isOwn(String className) {
    return OWN_FRAMES.contains(className);
  }
}
