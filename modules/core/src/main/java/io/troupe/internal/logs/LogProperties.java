package io.troupe.internal.logs;

import java.util.Map;

/**
 * The system properties by which a process is told to hand its logs to its host. Constants, so that
 * to ask costs nothing.
 */
public final class LogProperties {
  /** The file of the memory. */
  public static final String MEMORY = "troupe.logs.memory";

  private static final String PROVIDER = "slf4j.provider";
  private static final String FORWARDING_PROVIDER =
      "io.troupe.internal.logs.child.ForwardingProvider";

  private LogProperties() {}

  /** Adds what a process needs, in place of what it would inherit. */
  public static void addTo(Map<String, String> properties, String memory) {
    properties.put(MEMORY, memory);
    properties.put(PROVIDER, FORWARDING_PROVIDER);
  }

  /** Removes what this JVM was told itself: a process of its own has another memory, or none. */
  public static void removeFrom(Map<String, String> properties) {
    properties.remove(MEMORY);
    properties.remove(PROVIDER, FORWARDING_PROVIDER);
  }
}
