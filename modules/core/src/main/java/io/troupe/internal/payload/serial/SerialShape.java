package io.troupe.internal.payload.serial;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Optional;

/**
 * Knows which serialisable classes the receiver could not make again, which Java itself finds out
 * only there.
 */
final class SerialShape {
  private static final ClassValue<Optional<String>> PROBLEMS = new ClassValue<>() {
    @Override
    protected Optional<String> computeValue(Class<?> type) {
      return find(type);
    }
  };

  private SerialShape() {}

  /** Returns why objects of the class cannot be made from their serialised form. */
  static Optional<String> problem(Class<?> type) {
    return PROBLEMS.get(type);
  }

  private static Optional<String> find(Class<?> type) {
    if (type.isArray() || type.isRecord() || Enum.class.isAssignableFrom(type)) {
      return Optional.empty();
    }
    boolean external = Externalizable.class.isAssignableFrom(type);
    Class<?> constructed = external ? type : firstNotSerialisable(type);
    return isUsable(constructed, type, external)
        ? Optional.empty()
        : Optional.of(
            (external ? "it is Externalizable, but " : "its superclass ")
                + constructed.getTypeName() + " has no"
                + " constructor without parameters that Java could call; add one, or make it Serializable");
  }

  private static Class<?> firstNotSerialisable(Class<?> type) {
    Class<?> result = type;
    while (Serializable.class.isAssignableFrom(result)) {
      result = result.getSuperclass();
    }
    return result;
  }

  private static boolean isUsable(Class<?> constructed, Class<?> type, boolean external) {
    try {
      Constructor<?> constructor = constructed.getDeclaredConstructor();
      int modifiers = constructor.getModifiers();
      return external
          ? Modifier.isPublic(modifiers)
          : !Modifier.isPrivate(modifiers)
              && (isInherited(modifiers) || constructed.getPackage() == type.getPackage());
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static boolean isInherited(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }
}
