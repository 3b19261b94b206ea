package io.troupe.internal.progress;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The line of a terminal on which a bar is drawn, below all that is printed meanwhile. Thread-safe.
 */
final class BottomLine {
  private static final String CLEAR = "\r\u001b[2K";

  private final PrintStream terminal;
  private boolean drawn; // guarded by this, as is
  private boolean inLine; // whether something else stands on the line, which has not ended

  BottomLine(PrintStream terminal) {
    this.terminal = terminal;
  }

  /**
   * Draws the bar anew, unless the beginning of a line was printed, which is not to be torn.
   */
  synchronized void draw(String bar) {
    if (!inLine) {
      terminal.print(CLEAR + bar);
      terminal.flush();
      drawn = true;
    }
  }

  /** Draws the bar for the last time, and leaves it where it is. */
  synchronized void finish(String bar) {
    if (inLine) {
      terminal.println();
      inLine = false;
    }
    draw(bar);
    terminal.println();
    terminal.flush();
    drawn = false;
  }

  /** Writes what is printed, in place of the bar. */
  synchronized void pass(OutputStream target, byte[] bytes, int offset, int length)
      throws IOException {
    if (length == 0) {
      return;
    }
    clear();
    target.write(bytes, offset, length);
    target.flush();
    inLine = bytes[offset + length - 1] != '\n';
  }

  private void clear() {
    if (drawn) {
      terminal.print(CLEAR);
      terminal.flush();
      drawn = false;
    }
  }
}
