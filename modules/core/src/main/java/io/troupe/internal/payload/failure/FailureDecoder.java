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
 * Rebuilds throwables. The outermost one was just thrown to the caller: its stack is the caller's,
 * and the remote one is among its suppressed exceptions, for its cause stays the one that it had.
 * Those inside are reports: they have the stacks that they had there.
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
    Throwable throwable = rebuild(failure, nestedCause(failure));
    Guarded.run(() -> throwable.setStackTrace(stackOfCaller()));
    RemoteStackTrace remote =
        new RemoteStackTrace(failure.getOrigin(), stack(failure.getStackList()));
    Guarded.run(() -> throwable.addSuppressed(remote));
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
      return new RemoteStackTrace(failure.getMessage(), stack(failure.getStackList()));
    }
    Class<? extends Throwable> type = failure.getNamedOnly() ? null : type(failure.getClassName());
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
    if (rebuilt != null && cause != null && !attach(cause, rebuilt)) {
      Throwable whole = rebuilt;
      Guarded.run(() -> whole.addSuppressed(cause));
    }
    return rebuilt;
  }

  private static boolean attach(Throwable cause, Throwable throwable) {
    return Guarded.orNull(throwable::getCause) == cause
        || Guarded.run(() -> throwable.initCause(cause));
  }

  private @Nullable Class<? extends Throwable> type(String name) {
    Class<?> type = Guarded.orNull(() -> codecs.types().load(name));
    return type != null && Throwable.class.isAssignableFrom(type)
        ? type.asSubclass(Throwable.class)
        : null;
  }

  private static StackTraceElement[] stack(List<StackFrame> frames) {
    return frames.stream().map(StackFrames::decode).toArray(StackTraceElement[]::new);
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
