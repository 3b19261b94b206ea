package io.troupe.internal.process.output;

import java.io.ByteArrayOutputStream;

/**
 * Holds back what a JVM prints before it can take work: if it never can, that is said by the
 * failure of its start, once. Thread-safe.
 */
public final class HeldBack implements OutputSink {
  private final OutputSink sink;

  // Guarded by this.
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);

  private volatile boolean shown;

  public HeldBack(OutputSink sink) {
    this.sink = sink;
  }

  @Override
  public void text(CharSequence text) {
    sink.text(text);
  }

  @Override
  public synchronized void lines(byte[] bytes, int length) {
    if (shown) {
      pass();
      sink.lines(bytes, length);
    } else {
      held.write(bytes, 0, length);
    }
  }

  @Override
  public synchronized void end() {
    if (shown) {
      pass();
    }
    sink.end();
  }

  /**
   * Holds back no more. Does not block: what was held back is passed on by a thread of its own, if
   * there is any.
   */
  public void show() {
    shown = true;
    if (isHolding()) {
      Thread thread = new Thread(this::showNow, "troupe-early-output");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private synchronized boolean isHolding() {
    return held.size() > 0;
  }

  /** Holds back no more, and passes on what was held back. */
  public synchronized void showNow() {
    shown = true;
    pass();
  }

  private void pass() {
    if (held.size() > 0) {
      sink.lines(held.toByteArray(), held.size());
      held.reset();
    }
  }
}
