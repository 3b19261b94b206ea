package io.troupe.internal.process.launch;

import java.util.regex.Pattern;

/**
 * Tells whether a JVM may have anything to do on exit besides its shutdown hooks and its files to delete: agents, logs and
 * statistics come with options.
 */
public final class ExitDuties {
  private static final Pattern HARMLESS =
      Pattern.compile("-D.*|-Xm[nsx].*|-Xss.*|-[ed]s?a(?::.*)?|--(?:add|enable|limit)-.*");

  private ExitDuties() {}

  /** Returns whether a JVM as {@code spec} wants it certainly has none. */
  public static boolean isFree(ChildSpec spec) {
    return spec.executable() == null
        && ClassPathOptions.of(spec.jvmOptions()).others().stream()
            .allMatch(option -> HARMLESS.matcher(option).matches())
        && !InheritedOptions.areIn(spec.environment());
  }
}
