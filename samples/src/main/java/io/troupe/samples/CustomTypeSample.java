package io.troupe.samples;

import io.troupe.Process;
import io.troupe.manager.Manager;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * Shares an object of the program's own, which lives in the manager's process and is used from others.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * class MyManager(BaseManager): pass
 * MyManager.register("Maths", MathsClass)
 * with MyManager() as manager:
 *     maths = manager.Maths()
 *     print(maths.add(4, 3))
 * }</pre>
 *
 * <p>Run it with {@code samples/run custom-type}. It prints:
 *
 * <pre>
 * 4 + 3 = 7
 * Squares: 0 1 4 9 16
 * 7 / 0: java.lang.ArithmeticException: / by zero
 * The child added, too: 3 additions so far
 * </pre>
 */
public final class CustomTypeSample {
  private CustomTypeSample() {}

  /** What other processes see of it. */
  interface Maths {
    int add(int x, int y);

    int divide(int x, int y);

    Iterator<Integer> squares();

    int additions();
  }

  /** What it is. Needs no lock: its calls come one after the other. */
  static final class Counting implements Maths {
    private int additions;

    @Override
    public int add(int x, int y) {
      additions++;
      return x + y;
    }

    @Override
    public int divide(int x, int y) {
      return x / y;
    }

    @Override
    public Iterator<Integer> squares() {
      return IntStream.iterate(0, i -> i + 1).map(i -> i * i).iterator();
    }

    @Override
    public int additions() {
      return additions;
    }
  }

  public static void main(String[] args) throws InterruptedException {
    try (Manager manager = Manager.process().register(Maths.class, Counting::new)) {
      Maths maths = manager.create(Maths.class);
      System.out.println("4 + 3 = " + maths.add(4, 3));

      Iterator<Integer> squares = maths.squares(); // has no end; each is made when it is asked for
      System.out.print("Squares:");
      for (int i = 0; i < 5; i++) {
        System.out.print(" " + squares.next());
      }
      try {
        maths.divide(7, 0);
      } catch (ArithmeticException e) {
        System.out.println(System.lineSeparator() + "7 / 0: " + e);
      }

      Process.of(CustomTypeSample::addTwice, maths).start().join();
      System.out.println("The child added, too: " + maths.additions() + " additions so far");
    }
  }

  static void addTwice(Maths maths) {
    maths.add(1, 2);
    maths.add(3, 4);
  }
}
