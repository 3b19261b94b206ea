package io.troupe.internal.cluster.access;

/** What a name of objects of the cluster may be. */
public final class Names {
  private static final int MOST_CHARACTERS = 256;

  private Names() {}

  /**
   * Checks one.
   *
   * @throws IllegalArgumentException if it is empty or too long
   */
  public static void check(String name) {
    if (name.isBlank() || name.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "a name must have 1 to " + MOST_CHARACTERS + " characters, was '" + name + "'");
    }
  }
}
