package io.troupe.internal.process.launch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options with which this JVM was started. The bean that knows them takes longer to load than
 * the JVM of a process takes to boot, so they are read off the command line where that says all.
 */
final class JvmArguments {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  /** Whose value is the next argument, and is part of no option that crosses to a process. */
  private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");

  /** Whose value is the next argument, or stands behind a {@code =}, as the JVM gets it. */
  private static final Set<String> WITH_VALUE = Set.of(
      "--add-exports",
      "--add-modules",
      "--add-opens",
      "--add-reads",
      "--enable-native-access",
      "--illegal-native-access",
      "--limit-modules",
      "--module-path",
      "--patch-module",
      "--sun-misc-unsafe-memory-access",
      "--upgrade-module-path");

  private static final Set<String> WITHOUT_VALUE = Set.of("--enable-preview");

  /** What comes next is the program. */
  private static final Set<String> LAST = Set.of("-jar", "-m", "--module");

  /** What has options in a file. */
  private static final List<String> FILES = List.of("@", "-XX:Flags=", "-XX:VMOptionsFile=");

  private static final String ARGUMENT_FILE = "@";

  private JvmArguments() {}

  /** Returns them, at least those that cross to a process. */
  static List<String> find() {
    List<String> own = ofCommandLine();
    return own != null ? own : ofBean();
  }

  static List<String> ofBean() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  /** Returns null where the JVM may have others. */
  private static @Nullable List<String> ofCommandLine() {
    boolean isOfJava = "SUN_STANDARD".equals(System.getProperty("sun.java.launcher"));
    if (!isOfJava || InheritedOptions.areIn(System.getenv())) {
      return null;
    }
    try {
      String line = new String(Files.readAllBytes(COMMAND_LINE), StandardCharsets.ISO_8859_1);
      return isAscii(line) ? parse(expanded(line.split("\0", -1))) : null;
    } catch (IOException | RuntimeException e) {
      return null; // another system, or one that hides it
    }
  }

  /**
   * Puts the words of argument files in their place, where those stand among the first options, and
   * are as {@code MakeArchive} writes them.
   */
  static String[] expanded(String[] words) throws IOException {
    List<String> all = new ArrayList<>();
    boolean first = true;
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      boolean isFile = first && word.startsWith(ARGUMENT_FILE);
      List<String> quoted = isFile
          ? ArgumentFile.plainWords(Files.readAllLines(Path.of(word.substring(1))))
          : List.of();
      all.addAll(quoted.isEmpty() ? List.of(word) : quoted);
      first &= i == 0 || isFile || word.startsWith("-");
    }
    return all.toArray(String[]::new);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a command line as {@code java} does.
   *
   * @return null if it has something that is not known here
   */
  static @Nullable List<String> parse(String[] words) {
    List<String> options = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      String word = words[i];
      if ((!word.startsWith("-") && !word.startsWith("@"))
          || LAST.contains(word)
          || word.startsWith("--module=")) {
        return options;
      }
      if (isFile(word)) {
        return null;
      }
      if (CLASS_PATH.contains(word)) {
        i++;
      } else if (word.equals("-p") || WITH_VALUE.contains(word)) {
        i++;
        options.add((word.equals("-p") ? "--module-path" : word) + "=" + words[i]);
      } else if (word.startsWith("--") && word.indexOf('=') < 0 && !WITHOUT_VALUE.contains(word)) {
        return null;
      } else {
        options.add(word);
      }
    }
    return options;
  }

  private static boolean isFile(String word) {
    for (String prefix : FILES) {
      if (word.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
