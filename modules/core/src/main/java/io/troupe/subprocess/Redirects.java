package io.troupe.subprocess;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The kinds of redirect. */
final class Redirects {
  enum Standard implements Redirect {
    INHERIT,
    PIPE,
    DEVNULL,
    STDOUT
  }

  record FromFile(Path file) implements Redirect {}

  record FromStream(InputStream stream) implements Redirect {}

  record ToFile(Path file, boolean append) implements Redirect {}

  record ToStream(OutputStream stream) implements Redirect {}

  record ToLines(Consumer<? super String> consumer) implements Redirect {}

  private Redirects() {}

  static boolean isForInput(Redirect redirect) {
    return redirect instanceof FromFile
        || redirect instanceof FromStream
        || (redirect instanceof Standard && redirect != Redirect.STDOUT);
  }

  static boolean isForOutput(Redirect redirect) {
    return !(redirect instanceof FromFile || redirect instanceof FromStream);
  }

  /** Returns whether this JVM holds the other end of a pipe. */
  static boolean isPiped(Redirect redirect) {
    return redirect == Redirect.PIPE || isServed(redirect);
  }

  /** Returns whether a stream or a consumer of the program's holds it. */
  static boolean isServed(Redirect redirect) {
    return redirect instanceof FromStream
        || redirect instanceof ToStream
        || redirect instanceof ToLines;
  }
}
