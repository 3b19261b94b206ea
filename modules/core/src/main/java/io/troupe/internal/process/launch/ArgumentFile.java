package io.troupe.internal.process.launch;

import java.util.ArrayList;
import java.util.List;

/** The form in which {@code java} takes options from a file, by an argument {@code @file}. */
public final class ArgumentFile {
  private ArgumentFile() {}

  /** Returns a word quoted and escaped for the file. */
  public static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Returns none if a line is not just one word in quotes, in which no character is escaped. */
  static List<String> plainWords(List<String> lines) {
    List<String> words = new ArrayList<>();
    for (String line : lines) {
      int last = line.length() - 1;
      boolean isOneWord = last > 0 && line.indexOf('"') == 0 && line.indexOf('"', 1) == last;
      if (!isOneWord || line.indexOf('\\') >= 0) {
        return List.of();
      }
      words.add(line.substring(1, last));
    }
    return words;
  }
}
