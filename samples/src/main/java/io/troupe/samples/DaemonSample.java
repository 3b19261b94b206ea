package io.troupe.samples;

import io.troupe.Process;
import java.time.Duration;

/**
 * Shows which children a program waits for when it ends, and which it takes along.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * Process(target=tick, daemon=True).start()
 * Process(target=write_letter).start()
 * }</pre>
 *
 * <p>Run it with {@code samples/run daemon}. It prints:
 *
 * <pre>
 * The clock is a daemon: true. The letter is a daemon: false.
 * tick
 * tick
 * main ends here.
 * The letter is written: the program waited for it.
 * </pre>
 */
public final class DaemonSample {
  private DaemonSample() {}

  public static void main(String[] args) throws InterruptedException {
    Process clock = Process.of(DaemonSample::tick).name("clock").daemon(true).start();
    Process letter = Process.of(DaemonSample::writeLetter).name("letter").start();
    System.out.printf(
        "The clock is a daemon: %b. The letter is a daemon: %b.%n",
        clock.isDaemon(), letter.isDaemon());

    clock.join(Duration.ofSeconds(1)); // long enough to hear it tick; it never ends by itself

    // Now the clock is terminated, for it is a daemon. The letter is not: the program waits for it.
    System.out.println("main ends here.");
  }

  static void tick() throws InterruptedException {
    while (true) {
      System.out.println("tick");
      Thread.sleep(300);
    }
  }

  static void writeLetter() throws InterruptedException {
    Thread.sleep(1500);
    System.out.println("The letter is written: the program waited for it.");
  }
}
