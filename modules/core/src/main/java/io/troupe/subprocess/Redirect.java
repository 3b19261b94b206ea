package io.troupe.subprocess;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Where a program's standard input comes from, or its standard output or error goes. Python's
 * values for {@code stdin}, {@code stdout} and {@code stderr}. Immutable.
 *
 * <pre>{@code
 * Command.of("make", "-j4")
 *     .stdin(Redirect.DEVNULL)
 *     .stdout(Redirect.lines(line -> System.out.println("make: " + line)))
 *     .stderr(Redirect.append(Path.of("errors.log")))
 *     .run();
 * }</pre>
 */
public sealed interface Redirect
    permits Redirects.Standard,
        Redirects.FromFile,
        Redirects.FromStream,
        Redirects.ToFile,
        Redirects.ToStream,
        Redirects.ToLines {

  /**
   * The same place as this JVM's own, which is not what {@code System.setOut} has set. The default.
   */
  Redirect INHERIT = Redirects.Standard.INHERIT;

  /**
   * A pipe to this JVM: for {@link Popen#communicate()} or the streams of {@link Popen}, captured
   * by {@link Command#run}.
   */
  Redirect PIPE = Redirects.Standard.PIPE;

  /** Nothing: input that ends at once, output that is thrown away. */
  Redirect DEVNULL = Redirects.Standard.DEVNULL;

  /**
   * For standard error only: wherever standard output goes, both in the order in which they were
   * written.
   */
  Redirect STDOUT = Redirects.Standard.STDOUT;

  /** Returns the file as standard input. */
  static Redirect from(Path file) {
    return new Redirects.FromFile(Objects.requireNonNull(file, "file"));
  }

  /**
   * Returns a stream as standard input. It is read on a thread of its own, to its end or until the
   * program has closed its standard input, and is not closed.
   */
  static Redirect from(InputStream stream) {
    return new Redirects.FromStream(Objects.requireNonNull(stream, "stream"));
  }

  /** Returns a file that is emptied first, or made. */
  static Redirect to(Path file) {
    return new Redirects.ToFile(Objects.requireNonNull(file, "file"), false);
  }

  /** Returns a file that is added to, or made. */
  static Redirect append(Path file) {
    return new Redirects.ToFile(Objects.requireNonNull(file, "file"), true);
  }

  /**
   * Returns a stream as the target of output. It gets the output as it comes, is flushed after each
   * piece and is not closed. If it throws, the program's stream is closed, and the call that waits
   * for the program throws the same. A timeout waits for a write that blocks.
   */
  static Redirect to(OutputStream stream) {
    return new Redirects.ToStream(Objects.requireNonNull(stream, "stream"));
  }

  /**
   * Returns a consumer that gets the output line by line as it comes, without line ends, decoded
   * with the command's charset. It is called by the thread that waits in {@link Command#run}, and
   * by a thread of the program's own after {@link Command#start}, one line at a time for each
   * consumer. If it throws, the program's stream is closed, and the call that waits for the program
   * throws the same.
   */
  static Redirect lines(Consumer<? super String> consumer) {
    return new Redirects.ToLines(Objects.requireNonNull(consumer, "consumer"));
  }
}
