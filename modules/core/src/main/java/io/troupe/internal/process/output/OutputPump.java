package io.troupe.internal.process.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Carries one output stream of a process to its sink, on a thread of its own, and remembers the
 * last lines. A process writes at once all that it prints, so that nothing is lost with it; here
 * the parts of a line are put together, so that the lines of several processes do not mix.
 */
public final class OutputPump implements Runnable {
  private static final int BUFFER_BYTES = 8 * 1024;

  /**
   * How long the rest of a line is waited for: a {@code printf} writes its parts one by one, a
   * prompt has no more.
   */
  private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final InputStream source;
  private final CharsetDecoder decoder;
  private final LastLines lastLines;
  private final LastLines.Stream lines;
  private final BooleanSupplier over;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteBuffer undecoded = ByteBuffer.allocate(2 * BUFFER_BYTES).flip();
  private final CharBuffer text = CharBuffer.allocate(2 * BUFFER_BYTES);
  private volatile OutputSink sink;

  private OutputPump(
      InputStream source,
      Charset charset,
      OutputSink sink,
      LastLines lastLines,
      BooleanSupplier over) {
    this.source = source;
    this.sink = sink;
    this.lastLines = lastLines;
    this.over = over;
    lines = lastLines.stream();
    decoder = charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /**
   * Starts to carry.
   *
   * @param charset of what the process prints
   * @param over tells that the process prints no more, although its stream may not have ended
   */
  public static OutputPump start(
      InputStream source,
      Charset charset,
      OutputSink sink,
      LastLines lastLines,
      BooleanSupplier over,
      String name) {
    OutputPump pump = new OutputPump(source, charset, sink, lastLines, over);
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
      sink.end();
      ended.complete(null);
    }
  }

  private void pump() throws IOException {
    int held = 0;
    while (true) {
      if (held > 0 && !restComes()) {
        sink.lines(buffer, held);
        held = 0;
      }
      int count = source.read(buffer, held, buffer.length - held);
      if (count < 0) {
        tell(0, 0, true);
        emit(held, held);
        return;
      }
      tell(held, count, false);
      held = emit(held + count, endOfLines(held + count));
    }
  }

  /** Returns whether something follows soon. */
  private boolean restComes() throws IOException {
    long begin = System.nanoTime();
    while (source.available() == 0) {
      if (over.getAsBoolean() || System.nanoTime() - begin > HOLD_NANOS) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }

  /**
   * A progress bar ends what it shows, or begins it, with a carriage return. A full buffer waits
   * for nothing.
   */
  private int endOfLines(int length) {
    int end = length;
    while (end > 0 && buffer[end - 1] != '\n' && buffer[end - 1] != '\r') {
      end--;
    }
    return length == buffer.length ? length : end;
  }

  /** Returns how much is left in the buffer, at its beginning. */
  private int emit(int length, int end) {
    if (end > 0) {
      sink.lines(buffer, end);
      System.arraycopy(buffer, end, buffer, 0, length - end);
    }
    return length - end;
  }

  /** Passes on the text of what was read; a character may come in pieces. */
  private void tell(int offset, int count, boolean last) {
    undecoded.compact().put(buffer, offset, count).flip();
    decoder.decode(undecoded, text, last);
    if (last) {
      decoder.flush(text);
    }
    text.flip();
    lines.append(text);
    sink.text(text);
    text.clear();
  }
}
