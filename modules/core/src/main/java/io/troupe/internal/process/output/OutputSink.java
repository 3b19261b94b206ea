package io.troupe.internal.process.output;

import io.troupe.Output;
import io.troupe.internal.logs.host.LoggedOutput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where what a process prints goes, as text or as the bytes that it is. Called by one pump at a
 * time.
 */
public interface OutputSink {

  /** Takes what was printed, as soon as it came. */
  default void text(CharSequence text) {}

  /** Takes the same, later: whole lines, or a part of one that has stood alone for a while. */
  default void lines(byte[] bytes, int length) {}

  /** Nothing follows. */
  default void end() {}

  /**
   * Returns the sink for {@code mode}.
   *
   * @param charset of what the process prints
   * @param stream this process's own stream, asked for at each write, because a program may replace
   *     it
   * @param logged makes what logs the lines of this stream
   */
  static OutputSink of(
      Output mode,
      String name,
      Charset charset,
      Supplier<@Nullable PrintStream> stream,
      Captured captured,
      Supplier<OutputSink> logged) {
    return switch (mode) {
      case INHERITED -> new Inherited(stream);
      case PREFIXED -> new Prefixed(("[" + name + "] ").getBytes(charset), stream);
      case CAPTURED -> captured;
      case DISCARDED -> new OutputSink() {};
      case LOGGED -> logged.get();
    };
  }

  /**
   * Returns one that logs the lines of a stream.
   *
   * @param error whether it is standard error
   */
  static OutputSink logged(String process, long pid, boolean error) {
    return new Logged(new LoggedOutput(process, pid, error));
  }

  /** Logs it by lines. */
  record Logged(LoggedOutput log) implements OutputSink {

    @Override
    public void text(CharSequence text) {
      log.text(text);
    }

    @Override
    public void end() {
      log.end();
    }
  }

  /** Copies to a stream of this process. */
  record Inherited(Supplier<@Nullable PrintStream> stream) implements OutputSink {

    @Override
    public void lines(byte[] bytes, int length) {
      PrintStream target = stream.get();
      if (target != null) {
        target.write(bytes, 0, length);
        target.flush();
      }
    }
  }

  /** Puts the name of the process before each line. */
  final class Prefixed implements OutputSink {
    private final byte[] prefix;
    private final Inherited target;
    private boolean lineStarts = true;

    Prefixed(byte[] prefix, Supplier<@Nullable PrintStream> stream) {
      this.prefix = prefix;
      this.target = new Inherited(stream);
    }

    @Override
    public void lines(byte[] bytes, int length) {
      ByteArrayOutputStream text = new ByteArrayOutputStream(length + prefix.length);
      for (int i = 0; i < length; i++) {
        if (lineStarts) {
          text.writeBytes(prefix);
        }
        text.write(bytes[i]);
        lineStarts = bytes[i] == '\n';
      }
      target.lines(text.toByteArray(), text.size());
    }
  }
}
