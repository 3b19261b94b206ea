package io.troupe.internal.payload.lambda;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.SerialFilter;
import io.troupe.internal.payload.codec.Types;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts lambdas together again with the method that javac gives each class that has serialisable
 * ones. It makes only those lambdas that the class itself contains, and makes them as the original
 * code does, so that the JIT treats them alike.
 */
final class LambdaFactory {
  private static final ClassValue<Optional<Method>> FACTORIES = new ClassValue<>() {
    @Override
    protected Optional<Method> computeValue(Class<?> type) {
      return factory(type);
    }
  };

  private LambdaFactory() {}

  private static Optional<Method> factory(Class<?> type) {
    try {
      Method method = type.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
      return method.trySetAccessible() ? Optional.of(method) : Optional.empty();
    } catch (NoSuchMethodException e) {
      throw new PayloadException(
          type.getName() + " has no serialisable lambdas here; run the same version everywhere", e);
    }
  }

  static Object make(Class<?> capturing, SerializedLambda parts) throws IOException {
    if (!SerialFilter.isAllowed(capturing)) {
      throw new PayloadException("Lambdas of " + capturing.getName() + " are refused");
    }
    Optional<Method> factory = FACTORIES.get(capturing);
    Object lambda = factory.isPresent() ? call(factory.get(), parts) : Resolver.resolve(parts);
    if (lambda == null || !LambdaParts.isLambda(lambda.getClass())) {
      throw new PayloadException(capturing.getName() + " made no lambda");
    }
    return ExactLambda.of(capturing, parts, lambda);
  }

  private static @Nullable Object call(Method factory, SerializedLambda parts) {
    try {
      return factory.invoke(null, parts);
    } catch (InvocationTargetException e) {
      throw unknown(parts, e.getCause());
    } catch (IllegalAccessException e) {
      throw unknown(parts, e);
    }
  }

  private static PayloadException unknown(SerializedLambda parts, @Nullable Throwable cause) {
    return new PayloadException(
        "The " + LambdaNames.description(parts)
            + " is unknown in this process; run the same version everywhere",
        cause);
  }

  /** A captured value, by its number. */
  private record Placeholder(int index) implements Serializable {}

  /** Writes the parts with placeholders for the captured values, which need not be serialisable. */
  private static final class Writer extends ObjectOutputStream {
    private final SerializedLambda parts;

    Writer(OutputStream out, SerializedLambda parts) throws IOException {
      super(out);
      this.parts = parts;
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      for (int i = 0; i < parts.getCapturedArgCount(); i++) {
        if (parts.getCapturedArg(i) == object) {
          return new Placeholder(i);
        }
      }
      return object;
    }
  }

  /**
   * Makes lambdas of closed modules: the parts resolve themselves when serialisation reads them.
   */
  private static final class Resolver extends ObjectInputStream {
    private final SerializedLambda parts;

    Resolver(InputStream in, SerializedLambda parts) throws IOException {
      super(in);
      this.parts = parts;
      enableResolveObject(true);
      setObjectInputFilter(info -> ObjectInputFilter.Status.ALLOWED);
    }

    static Object resolve(SerializedLambda parts) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (Writer writer = new Writer(bytes, parts)) {
        writer.writeObject(parts);
      }
      try (Resolver resolver = new Resolver(new ByteArrayInputStream(bytes.toByteArray()), parts)) {
        return resolver.readObject();
      } catch (ClassNotFoundException e) {
        throw unknown(parts, e);
      }
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass descriptor) throws ClassNotFoundException {
      return Class.forName(descriptor.getName(), false, Types.loader());
    }

    @Override
    protected @Nullable Object resolveObject(Object object) {
      return object instanceof Placeholder p ? parts.getCapturedArg(p.index()) : object;
    }
  }
}
