package io.troupe.internal.boot;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The standard output of a process: each line leaves it in one write, so that the lines of several processes do not mix on
 * their way to one place. The JDK's own stream writes each argument of a {@code printf} by itself. Thread-safe.
 */
final class LineOutput extends OutputStream {
  private static final int LONGEST = 8 * 1024;

  private static final List<PrintStream> INSTALLED = new CopyOnWriteArrayList<>();

  private final OutputStream target;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineOutput(OutputStream target) {
    this.target = target;
  }

  /** Puts line output behind {@code System.out} and {@code System.err}. */
  static void install() {
    System.setOut(stream(FileDescriptor.out, "stdout.encoding"));
    System.setErr(stream(FileDescriptor.err, "stderr.encoding"));
  }

  private static PrintStream stream(FileDescriptor descriptor, String encodingProperty) {
    String encoding = System.getProperty(encodingProperty);
    Charset charset = encoding == null ? Charset.defaultCharset() : Charset.forName(encoding);
    PrintStream stream =
        new PrintStream(new LineOutput(new FileOutputStream(descriptor)), false, charset);
    INSTALLED.add(stream);
    return stream;
  }

  /** Writes what was printed, also by way of streams that the program put in front of these. */
  static void flushAll() {
    System.out.flush();
    System.err.flush();
    for (PrintStream stream : INSTALLED) {
      stream.flush();
    }
  }

  /** Writes what was printed and closes standard output and standard error of this process: nothing follows. */
  static void closeAll() {
    flushAll();
    for (PrintStream stream : INSTALLED) {
      stream.close();
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    while (end > offset && bytes[end - 1] != '\n') {
      end--;
    }
    line.write(bytes, offset, end - offset);
    if (end > offset) {
      flush();
    }
    line.write(bytes, end, offset + length - end);
    if (line.size() >= LONGEST) {
      flush();
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    byte[] text = line.toByteArray();
    line.reset();
    target.write(text);
    target.flush();
  }

  @Override
  public void close() throws IOException {
    try (target) {
      flush();
    }
  }
}
