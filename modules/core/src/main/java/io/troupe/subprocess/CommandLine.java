package io.troupe.subprocess;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands as a shell would have them, for people to read. */
final class CommandLine {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");
  private static final int SHELL_WORDS = 3;

  private CommandLine() {}

  /** Returns a script as it is, and quotes the words of any other command that need it. */
  static String text(List<String> args) {
    return isScript(args)
        ? args.get(2)
        : args.stream().map(CommandLine::quote).collect(Collectors.joining(" "));
  }

  private static boolean isScript(List<String> args) {
    return args.size() == SHELL_WORDS
        && args.get(0).endsWith("sh")
        && args.get(1).equals("-c");
  }

  private static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\"'\"'") + "'";
  }
}
