package io.troupe.samples;

/** A bar that fills up: on one line of a terminal, else as a plain line at each tenth. Not thread-safe. */
final class ProgressBar {
  private static final int WIDTH = 40;

  /** JDK 22 to 24 always say yes: then a file gets all on one line, too. */
  @SuppressWarnings("SystemConsoleNull")
  private static final boolean TERMINAL = System.console() != null;

  private final String label;
  private final int total;
  private int done;
  private int shown;

  ProgressBar(String label, int total) {
    this.label = label;
    this.total = total;
  }

  /** Counts one more step, and draws the bar where that can be seen. */
  void step() {
    done++;
    int percent = (int) (100L * done / total);
    int visible = TERMINAL ? percent : percent / 10;
    if (visible > shown) {
      shown = visible;
      draw(percent);
    }
  }

  private void draw(int percent) {
    int filled = WIDTH * percent / 100;
    String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
    String end = TERMINAL && done < total ? "" : System.lineSeparator();
    System.out.printf("%s%s [%s] %3d %%%s", TERMINAL ? "\r" : "", label, bar, percent, end);
    System.out.flush();
  }
}
