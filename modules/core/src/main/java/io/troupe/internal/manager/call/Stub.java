package io.troupe.internal.manager.call;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Makes each call of an interface of Troupe's one of the object elsewhere. Thread-safe. */
final class Stub implements InvocationHandler {
  private static final Object[] NO_ARGUMENTS = {};

  private final ManagedRef object;
  private final CallTable table;

  private Stub(ManagedRef object, CallTable table) {
    this.object = object;
    this.table = table;
  }

  static <C> C of(Class<C> calls, ManagedRef object) {
    return calls.cast(Proxy.newProxyInstance(
        calls.getClassLoader(), new Class<?>[] {calls}, new Stub(object, CallTable.of(calls))));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return method.invoke(object, arguments);
    }
    return object.call(table.find(method), arguments == null ? NO_ARGUMENTS : arguments);
  }
}
