package io.troupe.internal.payload.border;

import java.util.Collection;
import java.util.Set;

/**
 * The classes that a program allows by name. Who names a class means those declared in it too;
 * {@code com.example.*} means all of that package. Immutable.
 */
public record AllowedClasses(Set<String> names) {
  private static final String WHOLE_PACKAGE = ".*";

  /** None is allowed. */
  public static final AllowedClasses NONE = new AllowedClasses(Set.of());

  public AllowedClasses {
    names = Set.copyOf(names);
    names.forEach(AllowedClasses::check);
  }

  public static AllowedClasses of(Collection<String> names) {
    return new AllowedClasses(Set.copyOf(names));
  }

  private static void check(String name) {
    String plain = name.endsWith(WHOLE_PACKAGE)
        ? name.substring(0, name.length() - WHOLE_PACKAGE.length())
        : name;
    if (plain.isEmpty()
        || plain.startsWith(".")
        || !plain.chars().allMatch(AllowedClasses::isOfName)) {
      throw new IllegalArgumentException(
          "an allowed class is named as com.example.Point or com.example.*, was \"" + name + '"');
    }
  }

  private static boolean isOfName(int c) {
    return c == '.' || Character.isJavaIdentifierPart(c);
  }

  /** Returns whether a class, as {@link Class#getName} has it, is one of them. */
  public boolean contains(String className) {
    if (names.isEmpty()) {
      return false;
    }
    int dot = className.lastIndexOf('.');
    if (dot >= 0 && names.contains(className.substring(0, dot) + WHOLE_PACKAGE)) {
      return true;
    }
    for (int end = className.length(); end > dot + 1; end = className.lastIndexOf('$', end - 1)) {
      if (names.contains(className.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
