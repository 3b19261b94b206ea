package io.troupe.internal.process.launch;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells whether a JVM may have anything to do on exit besides its shutdown hooks and its files to delete: agents, logs and
 * statistics come with options.
 */
public final class ExitDuties {
  private static final Pattern HARMLESS =
      Pattern.compile("-D.*|-Xm[nsx].*|-Xss.*|-[ed]s?a(?::.*)?|--(?:add|enable|limit)-.*");

  private static final List<String> OPTION_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

  private ExitDuties() {}

  /** Returns whether a JVM as {@code spec} wants it certainly has none. */
  public static boolean isFree(ChildSpec spec) {
    return spec.executable() == null
        && spec.jvmOptions().stream()
            .allMatch(option -> HARMLESS.matcher(option).matches())
        && OPTION_VARIABLES.stream().noneMatch(variable -> isSet(variable, spec));
  }

  private static boolean isSet(String variable, ChildSpec spec) {
    return spec.environment().containsKey(variable) || System.getenv(variable) != null;
  }
}
