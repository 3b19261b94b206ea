package io.troupe.internal.manager;

import static io.troupe.internal.manager.Referent.one;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;

/** An object of a type of the program's own, used through an interface. */
final class TypeReferent implements Referent {
  private final Object target;
  private final MethodTable methods;
  private final boolean concurrent;
  private final ManagerCore core;

  TypeReferent(Object target, Class<?> type, boolean concurrent, ManagerCore core) {
    this.target = target;
    this.methods = new MethodTable(type);
    this.concurrent = concurrent;
    this.core = core;
  }

  @Override
  public List<Item> call(String name, List<Item> arguments) throws Throwable {
    Method method = methods.find(name);
    Object[] values = new Object[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.get(i).value();
    }
    try {
      Object result = method.invoke(target, values);
      return method.getReturnType() == void.class
          ? NOTHING
          : one(Item.encode(core.shareable(result, method.getReturnType())));
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause(), "cause");
    }
  }

  @Override
  public boolean runsCode() {
    return true;
  }

  @Override
  public boolean isConcurrent() {
    return concurrent;
  }

  @Override
  public boolean isInterruptible() {
    return true;
  }

  @Override
  public void close() {
    core.forget(target);
  }
}
