package io.troupe.internal.subprocess;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;

/**
 * A pipe for systems that do not name descriptors: threads copy between it and the JDK's own
 * streams of the program.
 */
final class PumpedPipe extends ProgramPipe {
  PumpedPipe(Pipe pipe) {
    super(pipe);
  }

  @Override
  public ProcessBuilder.Redirect input() {
    return ProcessBuilder.Redirect.PIPE;
  }

  @Override
  public ProcessBuilder.Redirect output() {
    return ProcessBuilder.Redirect.PIPE;
  }

  @Override
  public void readBy(OutputStream stdin) {
    start(Channels.newInputStream(pipe.source()), stdin);
  }

  @Override
  public void writtenBy(InputStream output) {
    start(output, Channels.newOutputStream(pipe.sink()));
  }

  private static void start(InputStream from, OutputStream to) {
    Service.start("troupe-subprocess-pump", () -> copy(from, to));
  }

  /** An end that is closed ends it, and the other end with it. */
  private static void copy(InputStream from, OutputStream to) throws IOException {
    try (Closeable source = from;
        Closeable target = to) {
      byte[] piece = new byte[PIECE_BYTES];
      for (int count; (count = from.read(piece)) >= 0; ) {
        to.write(piece, 0, count);
        to.flush();
      }
    }
  }
}
