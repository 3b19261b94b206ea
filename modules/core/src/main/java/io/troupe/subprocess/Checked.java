package io.troupe.subprocess;

import java.util.List;
import java.util.Map;

/** Says what of a command the system could not take. */
final class Checked {
  private Checked() {}

  static List<String> arguments(List<String> args) {
    List<String> all = List.copyOf(args);
    if (all.isEmpty() || all.get(0).isEmpty()) {
      throw new IllegalArgumentException("a command begins with a program, was " + all);
    }
    for (String each : all) {
      requireNoNul("an argument", each);
    }
    return all;
  }

  static Map<String, String> environment(Map<String, String> variables) {
    Map<String, String> all = Map.copyOf(variables);
    all.forEach((name, value) -> {
      requireNoNul("an environment variable's name", name);
      requireNoNul("environment variable " + name, value);
      if (name.isEmpty() || name.indexOf('=') >= 0) {
        throw new IllegalArgumentException(
            "the name of an environment variable is not empty and has no '=', was '" + name + "'");
      }
    });
    return all;
  }

  private static void requireNoNul(String what, String text) {
    int at = text.indexOf('\0');
    if (at >= 0) {
      throw new IllegalArgumentException(what + " contains a NUL character, at index " + at);
    }
  }
}
