package io.troupe.internal.subprocess;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;

/**
 * A pipe of which one program gets one end, and another one or this JVM the other. Ours is a
 * channel that can be waited for together with others, which the streams of the JDK's own processes
 * cannot. Not thread-safe.
 */
public abstract class ProgramPipe {
  /** What a pipe holds. */
  public static final int PIECE_BYTES = 64 * 1024;

  /** Tests have it so that systems without {@code /proc} are tried, too. */
  private static final boolean PUMPED = Boolean.getBoolean("troupe.subprocess.pumped");

  final Pipe pipe;

  ProgramPipe(Pipe pipe) {
    this.pipe = pipe;
  }

  public static ProgramPipe open() throws IOException {
    ProgramPipe named = KernelPipe.isAvailable() && !PUMPED ? KernelPipe.openNamed() : null;
    return named == null ? new PumpedPipe(Pipe.open()) : named;
  }

  /** Returns how a program is started that reads from it. */
  public abstract ProcessBuilder.Redirect input();

  /** Returns how a program is started that writes to it. */
  public abstract ProcessBuilder.Redirect output();

  /**
   * A program has been started, the only one that reads from it. What writes to it has been
   * started, too.
   */
  public abstract void readBy(OutputStream stdin) throws IOException;

  /**
   * A program has been started, the only one that writes to it. What reads from it has been
   * started, too.
   */
  public abstract void writtenBy(InputStream output) throws IOException;

  /** Returns our end, to read what a program writes. */
  public PipeInput source() throws IOException {
    return new PipeInput(pipe.source());
  }

  /** Returns our end, to write what a program reads. */
  public PipeOutput sink(boolean unbuffered) throws IOException {
    return new PipeOutput(pipe.sink(), unbuffered);
  }

  public void close() {
    close(pipe);
  }

  static void close(Pipe pipe) {
    try {
      pipe.sink().close();
      pipe.source().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never seen: closing loses nothing that was written
    }
  }
}
