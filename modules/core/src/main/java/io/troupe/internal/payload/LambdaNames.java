package io.troupe.internal.payload;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;

/** What error messages and logs call a lambda and the values that it captures. */
final class LambdaNames {
  private static final String PREFIX = "lambda$";

  private LambdaNames() {}

  /** Returns {@code Hello::square} or {@code lambda in Hello.main}. */
  static String description(SerializedLambda parts) {
    String type = TypeNames.simple(parts.getImplClass().replace('/', '.'));
    String method = parts.getImplMethodName();
    if (method.startsWith(PREFIX)) {
      return "lambda in " + type + "." + enclosing(method);
    }
    return type + "::" + (method.equals("<init>") ? "new" : method);
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
    return description(parts) + ", captured value " + (index + 1);
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
