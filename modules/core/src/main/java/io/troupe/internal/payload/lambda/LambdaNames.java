package io.troupe.internal.payload.lambda;

import io.troupe.internal.payload.codec.Guarded;
import io.troupe.internal.payload.codec.MethodCode;
import io.troupe.internal.payload.codec.TypeNames;
import io.troupe.internal.payload.codec.Types;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/** What error messages and logs call a lambda and the values that it captures. */
final class LambdaNames {
  private static final String PREFIX = "lambda$";

  private LambdaNames() {}

  /** Returns {@code Hello::square} or {@code lambda in Hello.main}. */
  static String description(SerializedLambda parts) {
    String type = TypeNames.simple(parts.getImplClass().replace('/', '.'));
    String method = parts.getImplMethodName();
    if (isBody(method)) {
      return "lambda in " + type + "." + enclosing(method);
    }
    return type + "::" + (method.equals("<init>") ? "new" : method);
  }

  /** Returns whether a method is what javac made of a lambda expression. */
  static boolean isBody(String method) {
    return method.startsWith(PREFIX);
  }

  private static String enclosing(String method) {
    int end = method.indexOf('$', PREFIX.length());
    String name =
        end < 0 ? method.substring(PREFIX.length()) : method.substring(PREFIX.length(), end);
    return name.equals("static") ? "<static>" : name;
  }

  /** Returns what stands in the path of an error for one captured value. */
  static String captured(SerializedLambda parts, int index) {
    if (index == 0 && bindsReceiver(parts)) {
      return description(parts) + ", " + receiver(parts);
    }
    String variable = variable(parts, index);
    String number = ", captured value " + (index + 1);
    return description(parts) + (variable == null ? number : number + " (`" + variable + "`)");
  }

  /** Captured variables are the first parameters of the method that javac made of the lambda. */
  private static @Nullable String variable(SerializedLambda parts, int index) {
    String method = parts.getImplMethodName();
    Class<?> type = Guarded.orNull(() -> load(parts.getImplClass()));
    if (type == null || !method.startsWith(PREFIX)) {
      return null;
    }
    String signature = parts.getImplMethodSignature();
    MethodType types = MethodType.fromMethodDescriptorString(signature, type.getClassLoader());
    boolean isStatic = parts.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic;
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < (isStatic ? index : index - 1); i++) {
      Class<?> parameter = types.parameterType(i);
      slot += parameter == long.class || parameter == double.class ? 2 : 1;
    }
    return MethodCode.variable(type, method, signature, slot);
  }

  private static Class<?> load(String internalName) {
    return new Types().load(internalName.replace('/', '.'));
  }

  private static String receiver(SerializedLambda parts) {
    return parts.getImplMethodName().startsWith(PREFIX)
        ? "captured `this` (make the method static, or copy the fields it uses to local variables)"
        : "the object before `::`";
  }

  private static boolean bindsReceiver(SerializedLambda parts) {
    return switch (parts.getImplMethodKind()) {
      case MethodHandleInfo.REF_invokeVirtual,
          MethodHandleInfo.REF_invokeSpecial,
          MethodHandleInfo.REF_invokeInterface -> true;
      default -> false;
    };
  }
}
