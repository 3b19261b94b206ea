package io.troupe.internal.process.launch;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The charsets in which a JVM prints: those that its options name, else those of this JVM, whose
 * own output its lines become. It is told them, so that what it would have chosen by its version
 * and locale does not matter.
 */
public record OutputCharsets(Charset out, Charset err) {
  private static final String FILE = "file.encoding";

  /** Returns those of a JVM that gets {@code options}. */
  static OutputCharsets of(List<String> options) {
    return new OutputCharsets(of(options, "stdout.encoding"), of(options, "stderr.encoding"));
  }

  private static Charset of(List<String> options, String property) {
    for (String name : List.of(property, "sun." + property, FILE)) {
      Charset chosen = named(chosen(options, name));
      if (chosen != null) {
        return chosen;
      }
    }
    Charset own = named(System.getProperty(property));
    return own == null ? Charset.defaultCharset() : own;
  }

  private static @Nullable String chosen(List<String> options, String property) {
    String prefix = "-D" + property + "=";
    String last = null;
    for (String option : options) {
      if (option.startsWith(prefix)) {
        last = option.substring(prefix.length());
      }
    }
    return last;
  }

  private static @Nullable Charset named(@Nullable String name) {
    try {
      return name == null ? null : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null; // a JVM ignores it, too
    }
  }

  /** Returns the options that make a JVM print in these, to be put behind the others. */
  List<String> options() {
    return List.of(
        "-Dstdout.encoding=" + out,
        "-Dstderr.encoding=" + err,
        "-Dsun.stdout.encoding=" + out, // JDK 17
        "-Dsun.stderr.encoding=" + err);
  }
}
