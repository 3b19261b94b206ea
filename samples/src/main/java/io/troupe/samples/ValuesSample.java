package io.troupe.samples;

import io.troupe.Process;
import io.troupe.memory.DoubleValue;
import io.troupe.memory.IntArray;
import io.troupe.memory.Value;
import java.util.Arrays;

/**
 * Lets a child change a number and an array of its parent: both lie in memory that the processes share.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * num, arr = Value('d', 0.0), Array('i', range(10))
 * p = Process(target=f, args=(num, arr)); p.start(); p.join()
 * print(num.value, arr[:])
 * }</pre>
 *
 * <p>Run it with {@code samples/run values}. It prints:
 *
 * <pre>
 * before: 0.0 [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
 * after:  3.1415927 [0, -1, -2, -3, -4, -5, -6, -7, -8, -9]
 * </pre>
 */
public final class ValuesSample {
  private ValuesSample() {}

  public static void main(String[] args) throws InterruptedException {
    DoubleValue number = Value.ofDouble(0.0);
    IntArray array = IntArray.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    print("before:", number, array);

    Process child = Process.of(ValuesSample::change, number, array).start();
    child.join();

    print("after: ", number, array);
  }

  private static void print(String when, DoubleValue number, IntArray array) {
    System.out.printf("%s %s %s%n", when, number, Arrays.toString(array.toArray()));
  }

  /** Runs in the child. */
  static void change(DoubleValue number, IntArray array) {
    number.set(3.1415927);
    for (int i = 0; i < array.length(); i++) {
      array.set(i, -array.get(i));
    }
  }
}
