package io.troupe.internal.process.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.concurrent.CompletableFuture;

/**
 * Carries one output stream of a process to its sink, on a thread of its own, and remembers the last lines. Output goes on
 * in whole lines where it can, so that the lines of several processes do not mix.
 */
public final class OutputPump implements Runnable {
  private static final int BUFFER_BYTES = 8 * 1024;

  private final InputStream source;
  private final LastLines lastLines;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final StringBuilder line = new StringBuilder();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private volatile OutputSink sink;

  private OutputPump(InputStream source, OutputSink sink, LastLines lastLines) {
    this.source = source;
    this.sink = sink;
    this.lastLines = lastLines;
  }

  public static OutputPump start(
      InputStream source, OutputSink sink, LastLines lastLines, String name) {
    OutputPump pump = new OutputPump(source, sink, lastLines);
    Thread thread = new Thread(pump, name);
    thread.setDaemon(true);
    thread.start();
    return pump;
  }

  /** Sends what comes from now on somewhere else. */
  public void redirect(OutputSink other) {
    sink = other;
  }

  /** Completes when the process and all that inherited its stream have closed it. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  @Override
  public void run() {
    try (source) {
      pump();
    } catch (IOException e) {
      // The stream of a process that was killed may end in an error: it has ended.
      lastLines.add("(output ended: " + e.getMessage() + ")");
    } finally {
      ended.complete(null);
    }
  }

  private void pump() throws IOException {
    int held = 0;
    while (true) {
      int count = source.read(buffer, held, buffer.length - held);
      if (count < 0) {
        emit(held);
        return;
      }
      held = emitLines(held + count);
    }
  }

  /**
   * Emits up to the last line end; the rest only when nothing follows for now, as after a prompt, or there is no room. A
   * process of ours writes whole lines, so that the rest is rarely half a line.
   */
  private int emitLines(int length) throws IOException {
    int end = length;
    while (end > 0 && buffer[end - 1] != '\n') {
      end--;
    }
    boolean partToo = length == buffer.length || source.available() == 0;
    int emitted = partToo ? length : end;
    emit(emitted);
    System.arraycopy(buffer, emitted, buffer, 0, length - emitted);
    return length - emitted;
  }

  private void emit(int length) {
    if (length == 0) {
      return;
    }
    remember(new String(buffer, 0, length, Charset.defaultCharset()));
    sink.write(buffer, length);
  }

  private void remember(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        lastLines.add(line.toString());
        line.setLength(0);
      } else if (line.length() < BUFFER_BYTES && c != '\r') {
        line.append(c);
      }
    }
  }
}
