package io.troupe.internal.manager;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Makes each call of an interface's method one of the object elsewhere. */
final class TypeProxy implements InvocationHandler {
  private static final ConcurrentMap<Method, String> NAMES = new ConcurrentHashMap<>();

  private final Remote remote;
  private final Class<?> type;

  private TypeProxy(Remote remote, Class<?> type) {
    this.remote = remote;
    this.type = type;
  }

  /** Returns an implementation of the one interface in {@code types}. */
  static Managed of(Remote remote, List<Class<?>> types) {
    Class<?> type = types.get(0);
    return (Managed) Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type, Managed.class}, new TypeProxy(remote, type));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Class<?> declaring = method.getDeclaringClass();
    if (declaring == Managed.class) {
      return ofManaged(method);
    }
    Object[] given = arguments == null ? new Object[0] : arguments;
    return declaring == Object.class ? ofObject(method, given) : call(method, given);
  }

  private Object ofManaged(Method method) {
    return switch (method.getName()) {
      case "remote" -> remote;
      case "kind" -> Kind.TYPE;
      default -> List.<Class<?>>of(type);
    };
  }

  private Object ofObject(Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments[0] instanceof Managed other && other.remote().isSame(remote);
      case "hashCode" -> remote.object().hashCode();
      default -> String.valueOf(remote.<Object>get(Call.of(MethodTable.TO_STRING)));
    };
  }

  private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    Call call = Call.of(NAMES.computeIfAbsent(method, MethodTable::name));
    for (Object argument : arguments) {
      call.value(argument);
    }
    List<@Nullable Object> result =
        isInterruptible(method) ? remote.callInterruptibly(call) : remote.call(call);
    Object value = result.isEmpty() ? null : result.get(0);
    return value instanceof RemoteIterator<?> items && method.getReturnType() == Stream.class
        ? stream(items)
        : value;
  }

  private static boolean isInterruptible(Method method) {
    return Arrays.stream(method.getExceptionTypes())
        .anyMatch(type -> type.isAssignableFrom(InterruptedException.class));
  }

  private static <T> Stream<T> stream(RemoteIterator<T> items) {
    Iterator<T> iterator = items;
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false)
        .onClose(items::close);
  }
}
