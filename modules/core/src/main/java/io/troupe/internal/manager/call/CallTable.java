package io.troupe.internal.manager.call;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.payload.Payloads;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one interface, by the names that they have on the way: what a caller encodes by and
 * an owner decodes by. Made once from the interface. Thread-safe.
 */
public final class CallTable {
  private static final ClassValue<CallTable> OF_TROUPE = new ClassValue<>() {
    @Override
    protected CallTable computeValue(Class<?> type) {
      return new CallTable(type, false);
    }
  };

  private static final ClassValue<CallTable> OF_PROGRAM = new ClassValue<>() {
    @Override
    protected CallTable computeValue(Class<?> type) {
      return new CallTable(type, true);
    }
  };

  private final Map<Method, Shape> byMethod = new HashMap<>();
  private final Map<String, Shape> byName = new HashMap<>();

  private CallTable(Class<?> type, boolean ofProgram) {
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        method.setAccessible(true);
        Shape shape = new Shape(method, ofProgram);
        byMethod.put(method, shape);
        byName.merge(shape.name, shape, ofProgram ? CallTable::narrower : CallTable::same);
      }
    }
    if (ofProgram) {
      Shape text = toStringOfObject();
      byMethod.put(text.method, text);
      byName.put(text.name, text);
    }
  }

  /**
   * Returns the table of an interface of Troupe's, whose elements stay encoded. No two methods may
   * have one name.
   */
  public static CallTable of(Class<?> type) {
    return OF_TROUPE.get(type);
  }

  /** Returns the table of an interface of the program's, whose arguments and results are values. */
  public static CallTable ofProgram(Class<?> type) {
    return OF_PROGRAM.get(type);
  }

  private static Shape same(Shape one, Shape other) {
    throw new IllegalStateException("Two calls have one name: " + one.method + ", " + other.method);
  }

  /** Of two that differ in what they return, the one that says more. */
  private static Shape narrower(Shape one, Shape other) {
    return one.method.getReturnType().isAssignableFrom(other.method.getReturnType()) ? other : one;
  }

  private static Shape toStringOfObject() {
    try {
      return new Shape(Object.class.getMethod("toString"), true);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  public Shape find(Method method) {
    return requireNonNull(byMethod.get(method), "call");
  }

  /**
   * Returns a call by its name.
   *
   * @throws UnsupportedOperationException if there is none
   */
  public Shape find(String name) {
    Shape shape = byName.get(name);
    if (shape == null) {
      throw new UnsupportedOperationException("This managed object has no method " + name
          + " that may be called from outside; are both processes of the same version?");
    }
    return shape;
  }

  /** How a parameter crosses. */
  private enum Part {
    VALUE,
    ELEMENT,
    KEY,
    CODE,
    ELEMENTS,
    KEYS,
    PAIRS;

    static Part of(Class<?> type) {
      if (type == Element.class) {
        return ELEMENT;
      } else if (type == Key.class) {
        return KEY;
      } else if (type == Code.class) {
        return CODE;
      } else if (type == List.class) {
        return ELEMENTS;
      } else if (type == Set.class) {
        return KEYS;
      }
      return type == Map.class ? PAIRS : VALUE;
    }
  }

  /** How one call crosses. */
  public static final class Shape {
    private final String name;
    private final Method method;
    private final Class<?> returned;
    private final Part[] parts;
    private final boolean interruptible;
    private final boolean ofProgram;

    private Shape(Method method, boolean ofProgram) {
      this.method = method;
      this.ofProgram = ofProgram;
      this.name = ofProgram ? nameWithTypes(method) : method.getName();
      this.returned = method.getReturnType();
      this.parts = Arrays.stream(method.getParameterTypes())
          .map(type -> ofProgram ? Part.VALUE : Part.of(type))
          .toArray(Part[]::new);
      this.interruptible = Arrays.stream(method.getExceptionTypes())
          .anyMatch(type -> type.isAssignableFrom(InterruptedException.class));
    }

    private static String nameWithTypes(Method method) {
      return Arrays.stream(method.getParameterTypes())
          .map(Class::getName)
          .collect(Collectors.joining(",", method.getName() + "(", ")"));
    }

    /**
     * Returns whether an interrupt of the caller withdraws the call, which has not been carried out
     * then.
     */
    public boolean isInterruptible() {
      return interruptible;
    }

    /** Returns whether the answer comes later, and is not waited for meanwhile. */
    boolean isLater() {
      return returned == CompletableFuture.class;
    }

    public Class<?> returned() {
      return returned;
    }

    /** Encodes a call. */
    public Call encode(ManagedRef object, @Nullable Object... arguments) {
      Call call = object.newCall(name);
      try {
        for (int i = 0; i < parts.length; i++) {
          encode(call, parts[i], arguments[i]);
        }
        return call;
      } catch (RuntimeException | Error e) {
        call.lost();
        for (Object argument : arguments) {
          if (argument instanceof Code<?> code) {
            code.lost();
          }
        }
        throw e;
      }
    }

    private static void encode(Call call, Part part, @Nullable Object argument) {
      switch (part) {
        case ELEMENT -> call.element((Element) requireNonNull(argument, "element"));
        case KEY -> call.key((Key) requireNonNull(argument, "key"));
        case CODE -> call.code((Code<?>) argument);
        case ELEMENTS ->
          ((List<?>) requireNonNull(argument)).forEach(e -> call.element((Element) e));
        case KEYS -> ((Set<?>) requireNonNull(argument)).forEach(e -> call.key((Key) e));
        case PAIRS ->
          ((Map<?, ?>) requireNonNull(argument)).forEach((key, value) -> {
            call.key((Key) key);
            call.element((Element) value);
          });
        default -> call.value(argument);
      }
    }

    /** Carries a call out. */
    @Nullable
    Object invoke(Object target, List<Element> elements) throws Throwable {
      try {
        return method.invoke(target, decode(elements));
      } catch (InvocationTargetException e) {
        throw requireNonNull(e.getCause(), "cause");
      }
    }

    private @Nullable Object[] decode(List<Element> elements) {
      @Nullable Object[] arguments = new Object[parts.length];
      for (int i = 0; i < parts.length; i++) {
        List<Element> rest = elements.subList(Math.min(i, elements.size()), elements.size());
        arguments[i] = switch (parts[i]) {
          case ELEMENT -> rest.get(0);
          case KEY -> rest.get(0).asKey();
          case CODE -> rest.get(0).isNull() ? null : Code.decoded(rest.get(0).as(Object.class));
          case ELEMENTS -> rest;
          case KEYS -> keys(rest);
          case PAIRS -> pairs(rest);
          default -> rest.get(0).take();
        };
      }
      return arguments;
    }

    private static Set<Key> keys(List<Element> elements) {
      Set<Key> keys = new LinkedHashSet<>();
      elements.forEach(element -> keys.add(element.asKey()));
      return keys;
    }

    private static Map<Key, Element> pairs(List<Element> elements) {
      Map<Key, Element> pairs = new LinkedHashMap<>();
      for (int i = 0; i < elements.size(); i += 2) {
        pairs.put(elements.get(i).asKey(), elements.get(i + 1));
      }
      return pairs;
    }

    /** Returns what an owner answers. */
    @SuppressWarnings("unchecked") // A list of Troupe's is one of elements.
    List<Element> answer(Payloads payloads, @Nullable Object result) {
      if (returned == void.class || (result == null && returned == Element.class)) {
        return List.of();
      } else if (!ofProgram && result instanceof List<?> elements) {
        return (List<Element>) elements;
      }
      return List.of(
          result instanceof Element element ? element : Element.encode(payloads, result));
    }

    /** Returns what a caller gets. */
    @Nullable
    Object result(List<Element> answer) {
      if (returned == List.class && !ofProgram) {
        return answer;
      } else if (answer.isEmpty()) {
        return null;
      }
      return returned == Element.class ? answer.get(0) : answer.get(0).take();
    }
  }
}
