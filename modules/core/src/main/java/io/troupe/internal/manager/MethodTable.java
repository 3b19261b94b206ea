package io.troupe.internal.manager;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The methods of interfaces by the names under which calls bring them; overloads differ by their parameters. */
final class MethodTable {
  static final String TO_STRING = "toString()";

  private static final ClassValue<Map<Method, String>> NAMES = new ClassValue<>() {
    @Override
    protected Map<Method, String> computeValue(Class<?> type) {
      return Arrays.stream(type.getMethods())
          .filter(method -> !Modifier.isStatic(method.getModifiers()))
          .collect(Collectors.toUnmodifiableMap(method -> method, MethodTable::name));
    }
  };

  private final Map<String, Method> methods = new HashMap<>();

  /** @param type an interface */
  MethodTable(Class<?> type) {
    NAMES.get(type).forEach((method, name) -> methods.merge(name, method, MethodTable::narrower));
    methods.values().forEach(method -> method.setAccessible(true));
    methods.put(TO_STRING, toStringMethod());
  }

  private static Method toStringMethod() {
    try {
      return Object.class.getMethod("toString");
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  /** Of two that differ in what they return, the one that says more. */
  private static Method narrower(Method one, Method other) {
    return one.getReturnType().isAssignableFrom(other.getReturnType()) ? other : one;
  }

  /** Returns the name of a method. */
  static String name(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getName)
        .collect(Collectors.joining(",", method.getName() + "(", ")"));
  }

  /**
   * Returns a method by its name.
   *
   * @throws UnsupportedOperationException if there is none
   */
  Method find(String name) {
    Method method = methods.get(name);
    if (method == null) {
      throw Unknown.method(name);
    }
    return method;
  }
}
