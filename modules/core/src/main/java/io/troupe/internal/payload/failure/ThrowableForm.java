package io.troupe.internal.payload.failure;

import com.google.protobuf.ByteString;
import io.troupe.RemoteStackTrace;
import io.troupe.internal.payload.codec.Codecs;
import io.troupe.internal.payload.codec.Guarded;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.serial.SerialInput;
import io.troupe.internal.payload.serial.SerialOutput;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The serialised form of throwables that no constructor can rebuild, or that have state of their
 * own.
 */
final class ThrowableForm {
  private static final ClassValue<Boolean> HAS_STATE = new ClassValue<>() {
    @Override
    protected Boolean computeValue(Class<?> type) {
      return hasState(type);
    }
  };

  private ThrowableForm() {}

  /** Returns the serialised form; nothing where it is not needed or cannot be had. */
  static ByteString ifNeeded(Throwable throwable, @Nullable String message, Codecs codecs) {
    boolean possible = codecs.serial().on()
        && !(throwable instanceof RemoteStackTrace)
        && !overridesCause(throwable);
    return possible && isNeeded(throwable, message)
        ? Guarded.get(() -> write(throwable, codecs), ByteString.EMPTY)
        : ByteString.EMPTY;
  }

  private static boolean isNeeded(Throwable throwable, @Nullable String message) {
    return HAS_STATE.get(throwable.getClass())
        || (ThrowableConstructors.make(throwable.getClass(), message, null) == null
            && ThrowableConstructors.make(throwable.getClass(), message, new Throwable()) == null);
  }

  private static boolean hasState(Class<?> type) {
    for (Class<?> c = type; c != null && c != Throwable.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !Modifier.isTransient(field.getModifiers())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Such a throwable keeps its cause where {@link SerialOutput} would not find it. */
  private static boolean overridesCause(Throwable throwable) {
    try {
      return throwable.getClass().getMethod("getCause").getDeclaringClass() != Throwable.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every throwable has getCause", e);
    }
  }

  private static ByteString write(Throwable throwable, Codecs codecs) {
    try {
      return ByteString.copyFrom(
          SerialOutput.write(throwable, new Bare(throwable), new PayloadWriter(codecs)));
    } catch (IOException e) {
      return ByteString.EMPTY;
    }
  }

  /** Returns the throwable that was serialised, if it is of this class and message. */
  static @Nullable Throwable read(
      ByteString form, Class<? extends Throwable> type, @Nullable String message, Codecs codecs) {
    if (form.isEmpty() || !codecs.serial().on()) {
      return null;
    }
    Object read = Guarded.orNull(() -> read(form, codecs));
    return read instanceof Throwable throwable
            && throwable.getClass() == type
            && Objects.equals(Guarded.orNull(throwable::getMessage), message)
        ? throwable
        : null;
  }

  private static @Nullable Object read(ByteString form, Codecs codecs) {
    try {
      return SerialInput.read(form, new PayloadReader(codecs, ByteString.EMPTY));
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Leaves out of a throwable what crosses beside it: stack, cause and suppressed ones. Its own
   * name in the place of the cause means, to the JDK, that the cause is still open.
   */
  private static final class Bare implements UnaryOperator<Object> {
    private final Throwable root;
    private final @Nullable Throwable cause;
    private final List<Throwable> suppressed;
    private boolean stackIsDue = true;

    Bare(Throwable root) {
      this.root = root;
      this.cause = root.getCause();
      this.suppressed = List.of(root.getSuppressed());
    }

    @Override
    public Object apply(Object object) {
      if (object == cause) {
        return root;
      }
      if (stackIsDue && object instanceof StackTraceElement[]) {
        stackIsDue = false;
        return new StackTraceElement[0];
      }
      return !suppressed.isEmpty() && suppressed.equals(object) ? new ArrayList<>() : object;
    }
  }
}
