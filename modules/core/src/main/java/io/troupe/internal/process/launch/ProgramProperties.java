package io.troupe.internal.process.launch;

import io.troupe.internal.code.HabitatKind;
import io.troupe.internal.logs.LogProperties;
import io.troupe.internal.payload.codec.ProgramLoaders;
import io.troupe.proto.SystemProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The system properties that a program has set in code, as test runners do: they go along with its
 * processes, unless they belong to one JVM. They do not stand on a command line, where every user
 * of the machine could read them. Immutable.
 */
public final class ProgramProperties {
  /**
   * What a JVM finds out by itself, what its launcher and a test runner tell it, and its own ports;
   * or begins with that.
   */
  private static final List<String> OF_ONE_JVM = List.of(
      "awt.toolkit",
      "com.sun.management.",
      "file.",
      "java.awt.",
      "java.class.",
      "java.home",
      "java.library.path",
      "java.rmi.server.",
      "java.runtime.",
      "java.specification.",
      "java.vendor",
      "java.version",
      "java.vm.",
      "jdk.debug",
      "jdk.module.",
      "line.separator",
      "native.encoding",
      "os.",
      "path.separator",
      "stderr.encoding",
      "stdin.encoding",
      "stdout.encoding",
      "sun.arch.",
      "sun.boot.",
      "sun.cpu.",
      "sun.desktop",
      "sun.io.",
      "sun.java.",
      "sun.jnu.",
      "sun.management.",
      "sun.os.",
      "sun.stderr.",
      "sun.stdout.",
      "surefire.",
      "user.dir",
      "user.home",
      "user.name",
      "user.language");

  private final Map<String, String> all;

  private ProgramProperties(Map<String, String> all) {
    this.all = Map.copyOf(all);
  }

  /** Returns those of this JVM that no option of {@code inherited} says already. */
  static ProgramProperties now(List<String> inherited) {
    Properties set = System.getProperties();
    Map<String, String> all = new HashMap<>();
    for (String name : set.stringPropertyNames()) {
      String value = set.getProperty(name);
      if (value != null && !isOfOneJvm(name) && !inherited.contains("-D" + name + "=" + value)) {
        all.put(name, value);
      }
    }
    LogProperties.removeFrom(all);
    return new ProgramProperties(all);
  }

  private static boolean isOfOneJvm(String name) {
    for (String prefix : OF_ONE_JVM) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns those that a process does not have by its own options.
   *
   * @param logs the memory where its log events go; null if they do not come here
   */
  public List<SystemProperty> besides(ChildSpec spec, @Nullable Path logs) {
    Map<String, String> rest = new HashMap<>(all);
    rest.put(ProgramLoaders.HABITAT, HabitatKind.describe());
    if (logs != null) {
      LogProperties.addTo(rest, logs.toString());
    }
    if (spec.environment().containsKey("TZ")) {
      rest.remove("user.timezone"); // where a JVM writes what it has found out from that
    }
    for (String option : spec.jvmOptions()) {
      if (option.startsWith("-D")) {
        rest.remove(option.substring("-D".length()).split("=", 2)[0]);
      }
    }
    List<SystemProperty> properties = new ArrayList<>();
    rest.forEach((name, value) ->
        properties.add(SystemProperty.newBuilder().setName(name).setValue(value).build()));
    return properties;
  }
}
