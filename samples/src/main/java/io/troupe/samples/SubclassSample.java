package io.troupe.samples;

import io.troupe.Process;

/**
 * Writes a process as a class of its own, with fields that cross to the child.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * class Countdown(Process):
 *     def run(self): ...
 * Countdown(3).start()
 * }</pre>
 *
 * <p>Run it with {@code samples/run subclass}. It prints:
 *
 * <pre>
 * 3 ...
 * 2 ...
 * 1 ...
 * Lift-off!
 * The child counted down to 0; here it is still 3.
 * </pre>
 */
public final class SubclassSample {
  private SubclassSample() {}

  public static void main(String[] args) throws InterruptedException {
    Countdown countdown = new Countdown(3);
    countdown.start();
    countdown.join();

    // The child worked on a copy. Results come back from a pool: see the sample "apply".
    System.out.printf("The child counted down to 0; here it is still %d.%n", countdown.remaining);
  }

  /** A process that knows where to count from. */
  static final class Countdown extends Process {
    private int remaining;

    Countdown(int from) {
      remaining = from;
    }

    @Override
    public void run() throws InterruptedException {
      for (; remaining > 0; remaining--) {
        System.out.println(remaining + " ...");
        Thread.sleep(200);
      }
      System.out.println("Lift-off!");
    }
  }
}
