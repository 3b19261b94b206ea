package io.troupe.internal.manager;

import io.troupe.internal.object.ObjectRef;
import java.util.List;

/** A façade of a managed object. */
public interface Managed {
  /** Returns the object as this process reaches it. */
  Remote remote();

  /** Returns what it is. */
  Kind kind();

  /** Returns the classes that its kind needs to make a façade anew. */
  default List<Class<?>> types() {
    return List.of();
  }

  /** Returns whether two façades are of one object. */
  static boolean same(Managed one, Object other) {
    return other instanceof Managed managed && managed.remote().isSame(one.remote());
  }

  /** Returns a façade of an object. */
  static Managed open(Kind kind, ObjectRef object, List<Class<?>> types) {
    return kind.open(new Remote(object), types);
  }
}
