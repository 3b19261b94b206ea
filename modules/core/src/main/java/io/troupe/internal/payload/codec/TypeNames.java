package io.troupe.internal.payload.codec;

/** How error messages name types: by what the user wrote. */
public final class TypeNames {
  private TypeNames() {}

  /** Returns the name of a value's class. */
  public static String of(Object value) {
    return value.getClass().getTypeName();
  }

  /**
   * Returns the name without its package: {@code Outer.Inner}; for an anonymous class, the last
   * part of its name.
   */
  public static String simple(Class<?> type) {
    return simple(type.getName());
  }

  public static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
  }
}
