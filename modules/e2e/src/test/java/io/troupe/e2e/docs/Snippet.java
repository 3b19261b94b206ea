package io.troupe.e2e.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of code in the documentation.
 *
 * @param place the file and the line in which it begins
 * @param code as it stands there, without the margin of a comment
 */
record Snippet(String place, String code) {
  private static final Pattern MARKDOWN =
      Pattern.compile("^```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern JAVADOC = Pattern.compile(
      "<pre>\\{@code\\s*\\n(.*?)^ *\\* *\\}</pre>", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern MARGIN = Pattern.compile("^ *\\* ?", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile("^(public |final )*(class|interface|record) (\\w+)", Pattern.MULTILINE);

  /** Returns the snippets of a Markdown file: its fenced blocks of Java. */
  static List<Snippet> ofMarkdown(Path file) {
    return find(file, MARKDOWN);
  }

  /** Returns the snippets in the comments of a source file. */
  static List<Snippet> ofJavadoc(Path file) {
    return find(file, JAVADOC);
  }

  private static List<Snippet> find(Path file, Pattern pattern) {
    String text = read(file);
    List<Snippet> found = new ArrayList<>();
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      long line = text.substring(0, matcher.start()).lines().count() + 1;
      found.add(
          new Snippet(file.getFileName() + ":" + line, withoutMargin(matcher.group(1), pattern)));
    }
    return found;
  }

  private static String withoutMargin(String code, Pattern pattern) {
    return pattern == JAVADOC ? MARGIN.matcher(code).replaceAll("") : code;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the name of the class that the snippet is; empty if it is some statements only. */
  String typeName() {
    Matcher matcher = TYPE.matcher(code);
    return matcher.find() ? matcher.group(3) : "";
  }
}
