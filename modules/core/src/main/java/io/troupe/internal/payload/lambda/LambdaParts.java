package io.troupe.internal.payload.lambda;

import io.troupe.internal.payload.codec.WireWriter;
import io.troupe.proto.Lambda;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Takes lambdas apart into the parts that javac recorded for them. */
public final class LambdaParts {
  private LambdaParts() {}

  /** Returns whether a lambda expression or method reference made the class. */
  public static boolean isLambda(Class<?> type) {
    return type.isHidden() && type.isSynthetic() && type.getName().contains("$$Lambda");
  }

  /**
   * Returns the method that javac gives each serialisable lambda; null where a module keeps us out.
   * A handle, for reflection never compiles calls into hidden classes.
   */
  static @Nullable MethodHandle writeReplace(Class<?> lambdaClass) {
    try {
      Method method = lambdaClass.getDeclaredMethod("writeReplace");
      return method.trySetAccessible()
          ? MethodHandles.lookup()
              .unreflect(method)
              .asType(MethodType.methodType(Object.class, Object.class))
          : null;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  static SerializedLambda of(Object lambda, @Nullable MethodHandle writeReplace)
      throws IOException {
    if (writeReplace == null) {
      return Catcher.parts(lambda);
    }
    try {
      return (SerializedLambda) (Object) writeReplace.invokeExact(lambda);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("writeReplace of " + lambda.getClass() + " failed", e);
    }
  }

  /**
   * Takes one apart whose like is not taken apart again: without a handle, which would take longer
   * to make.
   */
  static SerializedLambda of(Object lambda) throws IOException {
    try {
      Method method = lambda.getClass().getDeclaredMethod("writeReplace");
      return method.trySetAccessible()
          ? (SerializedLambda) method.invoke(lambda)
          : Catcher.parts(lambda);
    } catch (ReflectiveOperationException e) {
      throw new IOException("writeReplace of " + lambda.getClass() + " failed", e);
    }
  }

  /** Writes all parts except the captured values. */
  static void write(SerializedLambda parts, WireWriter out) {
    out.string(Lambda.INSTANTIATED_TYPE_FIELD_NUMBER, parts.getInstantiatedMethodType());
    out.uint32(Lambda.IMPL_KIND_FIELD_NUMBER, parts.getImplMethodKind());
    out.string(Lambda.IMPL_SIGNATURE_FIELD_NUMBER, parts.getImplMethodSignature());
    out.string(Lambda.IMPL_METHOD_FIELD_NUMBER, parts.getImplMethodName());
    out.string(Lambda.IMPL_CLASS_FIELD_NUMBER, parts.getImplClass());
    out.string(
        Lambda.FUNCTIONAL_SIGNATURE_FIELD_NUMBER, parts.getFunctionalInterfaceMethodSignature());
    out.string(Lambda.FUNCTIONAL_METHOD_FIELD_NUMBER, parts.getFunctionalInterfaceMethodName());
    out.string(Lambda.FUNCTIONAL_INTERFACE_FIELD_NUMBER, parts.getFunctionalInterfaceClass());
    out.string(Lambda.CAPTURING_CLASS_FIELD_NUMBER, parts.getCapturingClass());
  }

  static @Nullable Object[] captured(SerializedLambda parts) {
    @Nullable Object[] captured = new Object[parts.getCapturedArgCount()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = parts.getCapturedArg(i);
    }
    return captured;
  }

  /**
   * Takes lambdas of closed modules apart, the JDK's for example: serialisation may look where we
   * may not.
   */
  private static final class Catcher extends ObjectOutputStream {
    private @Nullable SerializedLambda caught;

    private Catcher() throws IOException {
      super(OutputStream.nullOutputStream());
      enableReplaceObject(true);
    }

    static SerializedLambda parts(Object lambda) throws IOException {
      try (Catcher catcher = new Catcher()) {
        catcher.writeObject(lambda);
        if (catcher.caught == null) {
          throw new IOException(lambda.getClass() + " is no serialisable lambda");
        }
        return catcher.caught;
      }
    }

    @Override
    protected @Nullable Object replaceObject(Object object) {
      if (object instanceof SerializedLambda parts) {
        caught = parts;
      }
      return null;
    }
  }
}
