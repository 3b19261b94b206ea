package io.troupe.internal.option;

import java.time.Duration;

/** Says what is wrong with an option, and what it was. */
public final class Checks {
  private Checks() {}

  public static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be more than zero, was " + value);
    }
  }

  public static void notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, was " + value);
    }
  }

  /**
   * Returns how many seconds a system property says.
   *
   * @throws IllegalArgumentException if it says something else, or less than one
   */
  public static Duration secondsOf(String property, int otherwise) {
    String text = System.getProperty(property);
    if (text == null) {
      return Duration.ofSeconds(otherwise);
    }
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException(
          property + " must be a number of seconds, at least 1, was " + text);
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }

  public static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be 1 or more, was " + value);
    }
  }

  public static void notNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must not be negative, was " + value);
    }
  }
}
