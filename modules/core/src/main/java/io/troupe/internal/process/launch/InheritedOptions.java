package io.troupe.internal.process.launch;

import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The options of this JVM that its children get too: what changes the meaning of the program.
 * Agents, debug ports, heap sizes and everything else that belongs to one JVM stays behind.
 */
final class InheritedOptions {
  private static final List<String> WANTED = List.of(
      "-D",
      "--add-opens",
      "--add-exports",
      "--add-reads",
      "--add-modules",
      "--module-path",
      "--upgrade-module-path",
      "--limit-modules",
      "--enable-preview",
      "--enable-native-access",
      "--illegal-native-access",
      "--sun-misc-unsafe-memory-access",
      "-ea",
      "-da",
      "-enableassertions",
      "-disableassertions",
      "-esa",
      "-dsa",
      "-enablesystemassertions",
      "-disablesystemassertions");

  /**
   * Properties of one JVM: its class path and main class, its own management port, its test runner.
   */
  private static final List<String> UNWANTED = List.of(
      "-Djava.class.path=",
      "-Djdk.module.",
      "-Djdk.internal.javac.source",
      "-Dcom.sun.management.",
      "-Dsurefire.",
      "-Djava.rmi.server.");

  private static final String ADD_MODULES = "--add-modules=";

  private static final List<String> OF_THIS_MACHINE = List.of(
      "--module-path",
      "--upgrade-module-path",
      "--limit-modules",
      "--illegal-native-access",
      "--sun-misc-unsafe-memory-access");

  /** Where options stand that every JVM reads for itself. */
  private static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private InheritedOptions() {}

  /** Removes what would make a child read them all: those in {@link #find} are among its own. */
  static void removeFrom(Map<String, String> environment) {
    VARIABLES.forEach(environment::remove);
  }

  /** Returns whether {@code environment} has options for every JVM that reads it. */
  static boolean areIn(Map<String, String> environment) {
    for (String variable : VARIABLES) {
      if (environment.containsKey(variable)) {
        return true;
      }
    }
    return false;
  }

  /** Returns those of the command line, and of the variables that every JVM reads. */
  static List<String> find() {
    List<String> inherited = new ArrayList<>();
    for (String option : JvmArguments.find()) {
      if (crosses(option)) {
        inherited.add(option);
      }
    }
    return List.copyOf(inherited);
  }

  /**
   * Returns whether an inherited option means something on another machine, too: modules and their
   * places are here, and what is a module here is on the class path there. A JVM there may be of
   * another version, and gets what its version needs from those who start it.
   */
  static boolean crossesMachines(String option) {
    return option.startsWith(ADD_MODULES)
        ? areOfJdk(option.substring(ADD_MODULES.length()))
        : !beginsWithOne(OF_THIS_MACHINE, option);
  }

  private static boolean areOfJdk(String modules) {
    ModuleFinder jdk = ModuleFinder.ofSystem();
    return Stream.of(modules.split(",", -1))
        .allMatch(name -> name.equals("ALL-SYSTEM") || jdk.find(name).isPresent());
  }

  static boolean crosses(String option) {
    return beginsWithOne(WANTED, option) && !beginsWithOne(UNWANTED, option);
  }

  private static boolean beginsWithOne(List<String> prefixes, String option) {
    for (String prefix : prefixes) {
      if (option.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
