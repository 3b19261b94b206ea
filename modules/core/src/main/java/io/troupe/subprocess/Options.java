package io.troupe.subprocess;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The options of a command. Changes only while a command is made. */
final class Options {
  Redirect stdin = Redirect.INHERIT;
  Redirect stdout = Redirect.INHERIT;
  Redirect stderr = Redirect.INHERIT;
  boolean redirectsInput;
  boolean captures;

  /** Encoded when the program starts, for the charset may still be to come. */
  @Nullable
  String inputText;

  byte @Nullable [] inputBytes;

  Text text = Text.DEFAULT;

  @Nullable
  Path directory;

  /** Changes of this JVM's environment, in the order in which they were asked for. */
  List<UnaryOperator<Map<String, String>>> environment = List.of();

  @Nullable
  Duration timeout;

  boolean checks;
  boolean unbuffered;
  boolean newSession;
  boolean killedAtExit;

  Options() {}

  Options(Options other) {
    stdin = other.stdin;
    stdout = other.stdout;
    stderr = other.stderr;
    redirectsInput = other.redirectsInput;
    captures = other.captures;
    inputText = other.inputText;
    inputBytes = other.inputBytes;
    text = other.text;
    directory = other.directory;
    environment = other.environment;
    timeout = other.timeout;
    checks = other.checks;
    unbuffered = other.unbuffered;
    newSession = other.newSession;
    killedAtExit = other.killedAtExit;
  }

  void stdin(Redirect source) {
    if (!Redirects.isForInput(source)) {
      throw new IllegalArgumentException(source + " is no source of standard input");
    }
    if (hasInput()) {
      throw new IllegalArgumentException("stdin and input may not both be used");
    }
    stdin = source;
    redirectsInput = true;
  }

  void stdout(Redirect target) {
    if (target == Redirect.STDOUT) {
      throw new IllegalArgumentException("STDOUT can only be used for stderr");
    }
    stdout = output(target, "stdout");
  }

  void stderr(Redirect target) {
    stderr = output(target, "stderr");
  }

  private Redirect output(Redirect target, String name) {
    if (!Redirects.isForOutput(target)) {
      throw new IllegalArgumentException(target + " is no target of " + name);
    }
    if (captures) {
      throw new IllegalArgumentException(name + " and captureOutput may not both be used");
    }
    return target;
  }

  void captureOutput() {
    if (!captures && (stdout != Redirect.INHERIT || stderr != Redirect.INHERIT)) {
      throw new IllegalArgumentException("stdout or stderr and captureOutput may not both be used");
    }
    stdout = Redirect.PIPE;
    stderr = Redirect.PIPE;
    captures = true;
  }

  void input(String text) {
    requireNoRedirect();
    inputText = Objects.requireNonNull(text, "text");
    inputBytes = null;
  }

  void input(byte[] bytes) {
    requireNoRedirect();
    inputText = null;
    inputBytes = bytes.clone();
  }

  private void requireNoRedirect() {
    if (redirectsInput) {
      throw new IllegalArgumentException("stdin and input may not both be used");
    }
  }

  void change(UnaryOperator<Map<String, String>> change) {
    environment = new ArrayList<>(environment);
    environment.add(change);
  }

  boolean hasInput() {
    return inputText != null || inputBytes != null;
  }

  /** Returns the input as bytes; none if there is none. */
  byte[] input() {
    if (inputText != null) {
      return text.encode(inputText);
    }
    return inputBytes == null ? new byte[0] : inputBytes;
  }
}
