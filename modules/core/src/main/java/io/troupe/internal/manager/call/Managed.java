package io.troupe.internal.manager.call;

import java.util.List;

/**
 * A façade of a managed object. The names are ones that no interface of a program has, for its
 * methods stand beside them.
 */
public interface Managed {
  /** Returns the object as this process reaches it. */
  ManagedRef managedRef();

  /** Returns what it is. */
  Kind managedKind();

  /** Returns the classes that its kind needs to make a façade anew. */
  default List<Class<?>> managedTypes() {
    return List.of();
  }

  /** Returns whether two façades are of one object. */
  static boolean same(Managed one, Object other) {
    return other instanceof Managed managed && managed.managedRef().isSame(one.managedRef());
  }
}
