package io.troupe.samples;

import io.troupe.Process;

/**
 * Shows which children a program waits for when it ends, and which it takes along.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * Process(target=tick, daemon=True).start()
 * Process(target=write, args=('letter', 3)).start()
 * }</pre>
 *
 * <p>Run it with {@code samples/run daemon}. It prints:
 *
 * <pre>
 * The clock is a daemon: true. The letter is a daemon: false.
 * tick
 * tick
 * The note is written.
 * main ends here.
 * The letter is written.
 * </pre>
 */
public final class DaemonSample {
  private DaemonSample() {}

  public static void main(String[] args) throws InterruptedException {
    Process clock = Process.of(DaemonSample::tick).daemon(true).start();
    Process letter = Process.of(DaemonSample::write, "letter", 3000).start();
    Process note = Process.of(DaemonSample::write, "note", 1000).start();
    System.out.printf(
        "The clock is a daemon: %b. The letter is a daemon: %b.%n",
        clock.isDaemon(), letter.isDaemon());

    note.join();

    // Now the clock ends, for it is a daemon; the letter is none, so the program waits for it.
    System.out.println("main ends here.");
  }

  static void tick() throws InterruptedException {
    while (true) {
      System.out.println("tick");
      Thread.sleep(400);
    }
  }

  static void write(String what, int millis) throws InterruptedException {
    Thread.sleep(millis);
    System.out.printf("The %s is written.%n", what);
  }
}
