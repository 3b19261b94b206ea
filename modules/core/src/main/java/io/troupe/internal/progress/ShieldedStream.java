package io.troupe.internal.progress;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * A standard stream in front of which the bar makes way. Who keeps it can use it when there is no
 * bar any more.
 */
final class ShieldedStream extends OutputStream {
  private final PrintStream target;
  private final BottomLine line;

  private ShieldedStream(PrintStream target, BottomLine line) {
    this.target = target;
    this.line = line;
  }

  /** Returns a stream that prints to {@code target} in the same charset. */
  static PrintStream around(PrintStream target, BottomLine line, Charset charset) {
    return new PrintStream(new ShieldedStream(target, line), true, charset);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    line.pass(target, bytes, offset, length);
  }

  @Override
  public void flush() {
    target.flush();
  }

  @Override
  public void close() {
    target.close();
  }
}
