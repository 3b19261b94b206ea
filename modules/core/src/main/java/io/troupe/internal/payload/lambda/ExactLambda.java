package io.troupe.internal.payload.lambda;

import io.troupe.PayloadException;
import java.io.IOException;
import java.io.Serializable;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Method references with the argument types that they had. A class that refers to one method twice,
 * once for texts and once for maps say, has two places that javac's method tells apart by all but
 * these types: it takes the first, and that casts what it is called with to the wrong one. Such a
 * reference is made anew, of the method that the class itself refers to.
 */
final class ExactLambda {
  /** The argument types of lambdas, by their classes: each is of one place in a program. */
  private static final ClassValue<AtomicReference<@Nullable String>> ARGUMENTS =
      new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable String> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  /** What makes those that are made anew, for each class that has them. */
  private static final ClassValue<Map<String, MethodHandle>> MAKERS = new ClassValue<>() {
    @Override
    protected Map<String, MethodHandle> computeValue(Class<?> capturing) {
      return new ConcurrentHashMap<>();
    }
  };

  private ExactLambda() {}

  /**
   * Returns a lambda that takes the arguments that were recorded: the one that was made, unless it
   * is of another place.
   */
  static Object of(Class<?> capturing, SerializedLambda parts, Object made) throws IOException {
    if (LambdaNames.isBody(parts.getImplMethodName())) {
      return made; // of a lambda expression, which has one place only
    }
    return arguments(made).equals(arguments(parts)) ? made : anew(capturing, parts, made);
  }

  private static String arguments(Object lambda) throws IOException {
    AtomicReference<@Nullable String> known = ARGUMENTS.get(lambda.getClass());
    String arguments = known.get();
    if (arguments == null) {
      arguments = arguments(LambdaParts.of(lambda));
      known.set(arguments);
    }
    return arguments;
  }

  private static String arguments(SerializedLambda parts) {
    String type = parts.getInstantiatedMethodType();
    return type.substring(0, type.indexOf(')') + 1);
  }

  private static Object anew(Class<?> capturing, SerializedLambda parts, Object made)
      throws IOException {
    try {
      MethodHandle maker =
          MAKERS.get(capturing).computeIfAbsent(key(parts), key -> maker(capturing, parts, made));
      return parts.getCapturedArgCount() == 0
          ? (Object) maker.invoke()
          : (Object) maker.invoke(parts.getCapturedArg(0));
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  private static String key(SerializedLambda parts) {
    return String.join(
        " ",
        parts.getFunctionalInterfaceClass(),
        Integer.toString(parts.getImplMethodKind()),
        parts.getImplClass(),
        parts.getImplMethodName(),
        parts.getImplMethodSignature(),
        parts.getInstantiatedMethodType());
  }

  private static MethodHandle maker(Class<?> capturing, SerializedLambda parts, Object made) {
    try {
      return maker(MethodHandles.privateLookupIn(capturing, MethodHandles.lookup()), parts, made);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      throw new PayloadException(
          capturing.getName() + " refers to " + LambdaNames.description(parts)
              + " for several types of arguments, and the one for " + arguments(parts)
              + " cannot be made here: write one of them as a lambda expression",
          e);
    }
  }

  private static MethodHandle maker(Lookup lookup, SerializedLambda parts, Object made)
      throws Throwable {
    ClassLoader loader = lookup.lookupClass().getClassLoader();
    Class<?> function = type(parts.getFunctionalInterfaceClass(), loader);
    Class<?> owner = type(parts.getImplClass(), loader);
    MethodType signature = MethodType.fromMethodDescriptorString(
        parts.getFunctionalInterfaceMethodSignature(), loader);
    MethodType factory = parts.getCapturedArgCount() == 0
        ? MethodType.methodType(function)
        : MethodType.methodType(function, owner);
    List<Object> arguments = new ArrayList<>(List.of(
        signature,
        implementation(lookup, owner, parts),
        MethodType.fromMethodDescriptorString(parts.getInstantiatedMethodType(), loader),
        LambdaMetafactory.FLAG_SERIALIZABLE
            | LambdaMetafactory.FLAG_MARKERS
            | LambdaMetafactory.FLAG_BRIDGES));
    addCounted(others(made.getClass(), function), arguments);
    addCounted(bridges(function, parts.getFunctionalInterfaceMethodName(), signature), arguments);
    return LambdaMetafactory.altMetafactory(
            lookup, parts.getFunctionalInterfaceMethodName(), factory, arguments.toArray())
        .getTarget();
  }

  private static Class<?> type(String internalName, @Nullable ClassLoader loader)
      throws ClassNotFoundException {
    return Class.forName(internalName.replace('/', '.'), false, loader);
  }

  private static MethodHandle implementation(Lookup lookup, Class<?> owner, SerializedLambda parts)
      throws ReflectiveOperationException {
    String name = parts.getImplMethodName();
    MethodType type = MethodType.fromMethodDescriptorString(
        parts.getImplMethodSignature(), lookup.lookupClass().getClassLoader());
    return switch (parts.getImplMethodKind()) {
      case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, name, type);
      case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, type);
      case MethodHandleInfo.REF_invokeSpecial ->
        lookup.findSpecial(owner, name, type, lookup.lookupClass());
      default -> lookup.findVirtual(owner, name, type);
    };
  }

  private static void addCounted(List<?> items, List<Object> arguments) {
    arguments.add(items.size());
    arguments.addAll(items);
  }

  /** Interfaces that a cast to several added. */
  private static List<Class<?>> others(Class<?> lambda, Class<?> function) {
    return Stream.of(lambda.getInterfaces())
        .filter(each -> each != function && each != Serializable.class)
        .toList();
  }

  /** The same method as interfaces above have it, with other erased types. */
  private static List<MethodType> bridges(Class<?> function, String name, MethodType signature) {
    return Stream.of(function.getMethods())
        .filter(method -> method.getName().equals(name)
            && Modifier.isAbstract(method.getModifiers())
            && method.getParameterCount() == signature.parameterCount())
        .map(ExactLambda::type)
        .filter(type -> !type.equals(signature))
        .distinct()
        .toList();
  }

  private static MethodType type(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes());
  }
}
