package io.troupe.internal.code.store;

import java.nio.file.Path;

/** The directory where Troupe keeps what later programs of the same user profit from. */
public final class UserCache {
  /** The property that names another one. */
  public static final String PROPERTY = "troupe.cache";

  private UserCache() {}

  /** Returns the directory, which need not exist. */
  public static Path directory() {
    String override = System.getProperty(PROPERTY);
    if (override != null) {
      return Path.of(override);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base = xdg == null || xdg.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(xdg);
    return base.resolve("troupe");
  }
}
