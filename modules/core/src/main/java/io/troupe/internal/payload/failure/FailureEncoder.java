package io.troupe.internal.payload.failure;

import io.troupe.internal.payload.codec.Codecs;
import io.troupe.internal.payload.codec.Guarded;
import io.troupe.proto.Failure;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Encodes one throwable and those it leads to, each once; the far end of a very long chain is left
 * out.
 */
public final class FailureEncoder {
  /** Protobuf's parsers refuse messages nested deeper than 100 levels. */
  private static final int MAX_DEPTH = 50;

  private static final int MAX_THROWABLES = 500;
  private static final StackTraceElement[] NO_STACK = {};
  private static final Throwable[] NONE = {};

  private final @Nullable Codecs codecs;
  private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  public FailureEncoder(Codecs codecs) {
    this.codecs = codecs;
  }

  private FailureEncoder() {
    codecs = null;
  }

  /**
   * Returns one whose failures are to be read by people only: none of them can be rebuilt that
   * needs its state for that.
   */
  public static FailureEncoder forReading() {
    return new FailureEncoder();
  }

  public Failure.Builder encode(Throwable throwable) {
    seen.add(throwable);
    return encode(throwable, 1);
  }

  private Failure.Builder encode(Throwable throwable, int depth) {
    Failure.Builder failure = Failure.newBuilder();
    String className = throwable.getClass().getName();
    failure.setClassName(className);
    String message = Guarded.orNull(throwable::getMessage);
    if (message != null) {
      failure.setMessage(message);
    }
    String text = Guarded.orNull(throwable::toString);
    failure.setText(text == null ? className : text);
    if (codecs != null) {
      failure.setSerialized(ThrowableForm.ifNeeded(throwable, message, codecs));
    }
    addStack(throwable, failure);
    addCause(throwable, depth, failure);
    addSuppressed(throwable, depth, failure);
    return failure;
  }

  private static void addStack(Throwable throwable, Failure.Builder failure) {
    for (StackTraceElement frame : Guarded.get(throwable::getStackTrace, NO_STACK)) {
      failure.addStack(StackFrames.encode(frame));
    }
  }

  private void addCause(Throwable throwable, int depth, Failure.Builder failure) {
    Throwable cause = Guarded.orNull(throwable::getCause);
    if (cause != null && isDue(cause, depth)) {
      failure.setCause(encode(cause, depth + 1));
    }
  }

  private void addSuppressed(Throwable throwable, int depth, Failure.Builder failure) {
    for (Throwable suppressed : Guarded.get(throwable::getSuppressed, NONE)) {
      if (isDue(suppressed, depth)) {
        failure.addSuppressed(encode(suppressed, depth + 1));
      }
    }
  }

  private boolean isDue(Throwable next, int depth) {
    return depth < MAX_DEPTH && seen.size() < MAX_THROWABLES && seen.add(next);
  }
}
