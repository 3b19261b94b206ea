package io.troupe.internal.payload.codec;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of a value are reached more than once. A first pass over the value finds them, each
 * of them being taken apart once; a second pass, which most values do not need, writes their
 * numbers instead. Not thread-safe.
 */
final class Sharing {
  private static final int LONG_TEXT = 128;

  /** The first object, which for most values is the only one: a map is made for the second. */
  private @Nullable Object first;

  private final IdentityHashMap<Object, Boolean> met = new IdentityHashMap<>(0);
  private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>(0);
  private final List<Object> numbered = new ArrayList<>(0);
  private boolean found;
  private boolean secondPass;

  /** Returns whether an object of this class differs from an equal one. */
  static boolean hasIdentity(Object value) {
    if (value instanceof String text) {
      return text.length() >= LONG_TEXT; // it does not, but a long one is worth a number
    }
    return !(value instanceof Comparable) || value.getClass().getClassLoader() != null;
  }

  /** Takes note of an object in the first pass, and returns whether it was met before. */
  boolean metBefore(Object value) {
    if (first == null) {
      first = value;
      return false;
    }
    if (first != value && met.put(value, Boolean.TRUE) == null) {
      return false;
    }
    numbers.put(value, -1);
    found = true;
    return true;
  }

  /** Returns whether the first pass found anything, so that a second one is due. */
  boolean found() {
    return found;
  }

  void beginSecondPass() {
    secondPass = true;
  }

  boolean isSecondPass() {
    return secondPass;
  }

  /** Returns the number of an object in the second pass; negative if it is reached once. */
  int number(Object value) {
    Integer number = numbers.get(value);
    if (number == null) {
      return -1;
    }
    if (number >= 0) {
      return number;
    }
    numbers.put(value, numbered.size());
    numbered.add(value);
    return numbered.size() - 1;
  }

  /**
   * Returns the objects that have a number, in their order; more may come while one of them is
   * written.
   */
  List<Object> numbered() {
    return numbered;
  }
}
