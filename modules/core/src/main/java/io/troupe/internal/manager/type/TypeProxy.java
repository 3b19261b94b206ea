package io.troupe.internal.manager.type;

import io.troupe.internal.manager.call.CallTable;
import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Makes each call of a program's interface one of the object elsewhere. */
public final class TypeProxy implements InvocationHandler {
  private final ManagedRef object;
  private final Class<?> type;
  private final CallTable table;

  private TypeProxy(ManagedRef object, Class<?> type) {
    this.object = object;
    this.type = type;
    this.table = CallTable.ofProgram(type);
  }

  /** Returns an implementation of an interface. */
  public static Managed of(ManagedRef object, Class<?> type) {
    return (Managed) Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type, Managed.class}, new TypeProxy(object, type));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Class<?> declaring = method.getDeclaringClass();
    if (declaring == Managed.class) {
      return ofManaged(method);
    }
    return declaring == Object.class && !method.getName().equals("toString")
        ? ofObject(arguments)
        : call(table.find(method), arguments == null ? new Object[0] : arguments);
  }

  private Object ofManaged(Method method) {
    return switch (method.getName()) {
      case "managedRef" -> object;
      case "managedKind" -> Kind.TYPE;
      default -> List.<Class<?>>of(type);
    };
  }

  /** {@code equals} has an argument, {@code hashCode} has none. */
  private Object ofObject(Object @Nullable [] arguments) {
    return arguments == null
        ? object.hashCode()
        : arguments[0] instanceof Managed other && other.managedRef().equals(object);
  }

  private @Nullable Object call(CallTable.Shape shape, @Nullable Object[] arguments)
      throws Throwable {
    Object value = object.call(shape, arguments);
    return value instanceof RemoteIterator<?> items && shape.returned() == Stream.class
        ? stream(items)
        : value;
  }

  private static <T> Stream<T> stream(RemoteIterator<T> items) {
    Iterator<T> iterator = items;
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false)
        .onClose(items::close);
  }
}
