package io.troupe.samples;

import io.troupe.Call;
import io.troupe.Pool;
import io.troupe.Process;

/**
 * Hands each result to a callback as soon as it is there, and each failure to an error callback.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * pool.apply_async(divide, (84, 2), callback=print, error_callback=print)
 * }</pre>
 *
 * <p>Run it with {@code samples/run callback}. It prints, in the order in which the tasks end:
 *
 * <pre>
 * Process 4200 asks.
 * Process 4200 hears: 84 / 2 = 42
 * Process 4200 hears: 84 / 0 fails, java.lang.ArithmeticException: / by zero
 * Process 4200 hears: 84 / 7 = 12
 * </pre>
 */
public final class CallbackSample {
  private CallbackSample() {}

  public static void main(String[] args) {
    System.out.printf("Process %d asks.%n", Process.current().pid());

    try (Pool pool = Pool.of(2)) {
      for (int divisor : new int[] {2, 0, 7}) {
        pool.applyAsync(Call.of(CallbackSample::divide, 84, divisor)
            .callback(quotient -> hear("84 / " + divisor + " = " + quotient))
            .errorCallback(error -> hear("84 / " + divisor + " fails, " + error)));
      }
    } // close() waits for the tasks and for their callbacks
  }

  /** Runs in the workers. */
  static int divide(int dividend, int divisor) {
    return dividend / divisor;
  }

  /** Runs in the process that asked. */
  private static void hear(String news) {
    System.out.printf("Process %d hears: %s%n", Process.current().pid(), news);
  }
}
