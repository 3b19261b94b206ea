package io.troupe.internal.progress;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the standard streams of this process lead to. */
final class Terminal {
  static final int OUT = 1;
  static final int ERR = 2;

  private static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /** Returns whether a descriptor is a terminal that can clear a line. */
  static boolean is(int descriptor) {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      String target =
          Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return Stream.of("/dev/pts/", "/dev/tty", "/dev/console").anyMatch(target::startsWith);
    } catch (IOException | UnsupportedOperationException e) {
      return hasConsole();
    }
  }

  /** From JDK 22 on there is always a console, which says whether it is a terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasConsole() {
    Console console = System.console();
    if (console == null || Runtime.version().feature() < 22) {
      return console != null;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** Returns the width of the terminal; the usual one if it cannot be found out. */
  static int columns() {
    try {
      Process stty = new ProcessBuilder("stty", "size")
          .redirectInput(new File("/dev/tty"))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      int columns = Integer.parseInt(size.trim().substring(size.indexOf(' ') + 1));
      return columns > 0 ? columns : USUAL_COLUMNS;
    } catch (IOException | RuntimeException e) {
      return USUAL_COLUMNS;
    }
  }

  /** Returns the charset in which a standard stream prints. */
  static Charset charset(int descriptor) {
    String name = (descriptor == OUT ? "stdout" : "stderr") + ".encoding";
    return Stream.of(name, "sun." + name)
        .map(System::getProperty)
        .filter(each -> each != null && Charset.isSupported(each))
        .findFirst()
        .map(Charset::forName)
        .orElseGet(Charset::defaultCharset);
  }
}
