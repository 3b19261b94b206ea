package io.troupe.internal.progress;

import io.troupe.Progress;
import io.troupe.manager.Registration;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bars of this process: the one that was opened last is seen. Thread-safe. */
public final class Bars {
  private static final long DRAW_MILLIS = 100;
  private static final Bars OF_THIS_JVM = new Bars();

  private final Deque<Bar> open = new ArrayDeque<>(); // guarded by this, as are
  private @Nullable Shield shield;

  private Bars() {}

  /** Shows a bar until the registration is closed; nothing where standard error is no terminal. */
  public static Registration show(String label, Supplier<Progress> progress) {
    return Terminal.is(Terminal.ERR) ? OF_THIS_JVM.open(label, progress) : () -> {};
  }

  private synchronized Registration open(String label, Supplier<Progress> progress) {
    Shield up = shield;
    if (up == null) {
      up = new Shield(System.out, System.err);
      shield = up;
      startDrawing(up);
    }
    Bar bar = new Bar(new BarText(label, System.nanoTime()), progress);
    open.addFirst(bar);
    return () -> close(bar);
  }

  private synchronized void close(Bar bar) {
    Shield up = shield;
    if (up != null && open.remove(bar)) {
      up.line.finish(bar.text(up.columns));
      if (open.isEmpty()) {
        up.remove();
        shield = null;
      }
    }
  }

  private void startDrawing(Shield up) {
    Thread thread = new Thread(() -> drawUntilRemoved(up), "troupe-progress-bar");
    thread.setDaemon(true);
    thread.start();
  }

  private void drawUntilRemoved(Shield up) {
    try {
      while (draw(up)) {
        Thread.sleep(DRAW_MILLIS);
      }
    } catch (InterruptedException e) {
      // All threads are being ended; the bar is at its end, too.
    }
  }

  /** What a bar asks may take its time: not under the lock. */
  private boolean draw(Shield up) {
    Bar newest = newest();
    if (newest != null) {
      draw(up, newest, newest.text(up.columns));
    }
    return isUp(up);
  }

  private synchronized @Nullable Bar newest() {
    return open.peekFirst();
  }

  private synchronized void draw(Shield up, Bar bar, String text) {
    if (up == shield && bar == open.peekFirst()) {
      up.line.draw(text);
    }
  }

  private synchronized boolean isUp(Shield up) {
    return up == shield;
  }

  /** A bar that is shown. */
  private static final class Bar {
    private final BarText text;
    private final Supplier<Progress> progress;
    private Progress last = new Progress(0, 0, 0, 0);

    Bar(BarText text, Supplier<Progress> progress) {
      this.text = text;
      this.progress = progress;
    }

    /** What a pool elsewhere does is not known any more once its process has ended. */
    synchronized String text(int columns) {
      try {
        last = progress.get();
      } catch (RuntimeException e) {
        // The bar stays where it was.
      }
      return text.at(System.nanoTime(), last, columns);
    }
  }

  /** The streams in front of those of this process, from the first bar to the last. */
  private static final class Shield {
    private final PrintStream out;
    private final PrintStream err;
    private final BottomLine line;
    private final PrintStream shieldedOut;
    private final PrintStream shieldedErr;
    private final int columns = Terminal.columns();

    Shield(PrintStream out, PrintStream err) {
      this.out = out;
      this.err = err;
      line = new BottomLine(err);
      shieldedOut = Terminal.is(Terminal.OUT)
          ? ShieldedStream.around(out, line, Terminal.charset(Terminal.OUT))
          : out;
      shieldedErr = ShieldedStream.around(err, line, Terminal.charset(Terminal.ERR));
      System.setOut(shieldedOut);
      System.setErr(shieldedErr);
    }

    /** Leaves alone what the program has put in their place. */
    void remove() {
      if (System.out == shieldedOut) {
        System.setOut(out);
      }
      if (System.err == shieldedErr) {
        System.setErr(err);
      }
    }
  }
}
