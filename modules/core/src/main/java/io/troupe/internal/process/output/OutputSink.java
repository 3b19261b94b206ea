package io.troupe.internal.process.output;

import io.troupe.Output;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where what a process prints goes. Called by one pump at a time. */
public interface OutputSink {

  /** Takes whole lines, or a part of one that stands at the end of what there is for now. */
  void write(byte[] bytes, int length);

  /**
   * Returns the sink for {@code mode}.
   *
   * @param stream this process's own stream, asked for at each write, because a program may replace it
   */
  static OutputSink of(
      Output mode, String name, Supplier<@Nullable PrintStream> stream, Captured captured) {
    return switch (mode) {
      case INHERITED -> (bytes, length) -> print(stream.get(), bytes, length);
      case PREFIXED -> new Prefixed(name, stream);
      case CAPTURED -> captured;
      case DISCARDED -> (bytes, length) -> {};
    };
  }

  private static void print(@Nullable PrintStream stream, byte[] bytes, int length) {
    if (stream != null) {
      stream.write(bytes, 0, length);
      stream.flush();
    }
  }

  /** Puts the name of the process before each line. */
  final class Prefixed implements OutputSink {
    private final byte[] prefix;
    private final Supplier<@Nullable PrintStream> stream;
    private boolean lineStarts = true;

    Prefixed(String name, Supplier<@Nullable PrintStream> stream) {
      this.prefix = ("[" + name + "] ").getBytes(Charset.defaultCharset());
      this.stream = stream;
    }

    @Override
    public void write(byte[] bytes, int length) {
      ByteArrayOutputStream text = new ByteArrayOutputStream(length + prefix.length);
      for (int i = 0; i < length; i++) {
        if (lineStarts) {
          text.writeBytes(prefix);
        }
        text.write(bytes[i]);
        lineStarts = bytes[i] == '\n';
      }
      print(stream.get(), text.toByteArray(), text.size());
    }
  }

  /** Keeps everything. Thread-safe: both streams of a process write here, and its owner reads. */
  final class Captured implements OutputSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(byte[] more, int length) {
      bytes.write(more, 0, length);
    }

    public synchronized String text() {
      return bytes.toString(Charset.defaultCharset());
    }
  }
}
