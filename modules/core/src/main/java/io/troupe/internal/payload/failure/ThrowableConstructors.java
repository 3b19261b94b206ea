package io.troupe.internal.payload.failure;

import io.troupe.internal.payload.codec.Guarded;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes throwables by the constructors that most of them have. */
final class ThrowableConstructors {
  private static final List<Class<?>[]> SHAPES = List.of(
      shape(String.class, Throwable.class), shape(Throwable.class), shape(String.class), shape());
  /** Without a cause, the plain forms first: they leave it open. */
  private static final List<Class<?>[]> SHAPES_WITHOUT_CAUSE = List.of(
      shape(String.class), shape(), shape(String.class, Throwable.class), shape(Throwable.class));

  private ThrowableConstructors() {}

  private static Class<?>[] shape(Class<?>... parameters) {
    return parameters;
  }

  /**
   * Returns a throwable of exactly this class and message, with this cause or with one that is
   * still open where a constructor makes that; null if no constructor makes this message.
   */
  static @Nullable Throwable make(
      Class<? extends Throwable> type, @Nullable String message, @Nullable Throwable cause) {
    Throwable withoutCause = null;
    for (Class<?>[] shape : shapes(type, cause)) {
      Throwable made = make(type, shape, message, cause);
      if (made != null && (cause == null || keeps(made, cause))) {
        return made;
      }
      withoutCause = withoutCause == null ? made : withoutCause;
    }
    return withoutCause;
  }

  private static List<Class<?>[]> shapes(Class<?> type, @Nullable Throwable cause) {
    return cause == null
        ? SHAPES_WITHOUT_CAUSE
        : Stream.concat(SHAPES.stream(), shapesOfTypedCause(type, cause)).toList();
  }

  /** The constructors that want a cause of a certain class, as UncheckedIOException's do. */
  private static Stream<Class<?>[]> shapesOfTypedCause(Class<?> type, Throwable cause) {
    return Stream.of(type.getDeclaredConstructors())
        .map(Constructor::getParameterTypes)
        .filter(shape -> Stream.of(shape).allMatch(p -> p == String.class || p.isInstance(cause)));
  }

  private static boolean keeps(Throwable made, Throwable cause) {
    return Guarded.orNull(made::getCause) == cause || Guarded.run(() -> made.initCause(cause));
  }

  /**
   * A constructor that is missing, hidden, throws or makes another message is simply not the one.
   */
  private static @Nullable Throwable make(
      Class<? extends Throwable> type,
      Class<?>[] shape,
      @Nullable String message,
      @Nullable Throwable cause) {
    try {
      Constructor<? extends Throwable> constructor = type.getDeclaredConstructor(shape);
      if (!constructor.trySetAccessible()) {
        return null;
      }
      Throwable made = constructor.newInstance(arguments(shape, message, cause));
      return Objects.equals(Guarded.orNull(made::getMessage), message) ? made : null;
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }

  private static @Nullable Object[] arguments(
      Class<?>[] shape, @Nullable String message, @Nullable Throwable cause) {
    @Nullable Object[] arguments = new Object[shape.length];
    for (int i = 0; i < shape.length; i++) {
      arguments[i] = shape[i] == String.class ? message : cause;
    }
    return arguments;
  }
}
