package io.troupe.samples;

import io.troupe.Process;
import io.troupe.memory.IntArray;
import io.troupe.sync.Hold;
import io.troupe.sync.Lock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Five philosophers dine at a round table, each a process; a fork lies between any two, each a lock. Who takes the fork with
 * the smaller number first never starves the table.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * with forks[min(left, right)], forks[max(left, right)]:
 *     meals[me] += 1
 * }</pre>
 *
 * <p>Run it with {@code samples/run philosophers}. It prints:
 *
 * <pre>
 * Aristotle      ate 200 times
 * Hypatia        ate 200 times
 * Kant           ate 200 times
 * Plato          ate 200 times
 * Wollstonecraft ate 200 times
 * All forks are back on the table.
 * </pre>
 */
public final class PhilosophersSample {
  private static final List<String> NAMES =
      List.of("Aristotle", "Hypatia", "Kant", "Plato", "Wollstonecraft");
  private static final int MEALS = 200;

  private PhilosophersSample() {}

  /** The table with its forks, and how often each has eaten. */
  record Table(List<Lock> forks, IntArray meals) {
    Lock fork(int number) {
      return forks.get(number % forks.size());
    }
  }

  public static void main(String[] args) throws InterruptedException {
    int count = NAMES.size();
    Table table =
        new Table(Stream.generate(Lock::create).limit(count).toList(), IntArray.ofLength(count));
    List<Process> philosophers = new ArrayList<>();
    for (int seat = 0; seat < count; seat++) {
      philosophers.add(Process.of(PhilosophersSample::dine, table, seat).start());
    }
    for (Process philosopher : philosophers) {
      philosopher.join();
    }
    for (int seat = 0; seat < count; seat++) {
      System.out.printf("%-14s ate %d times%n", NAMES.get(seat), table.meals.get(seat));
    }
    if (table.forks.stream().noneMatch(Lock::locked)) {
      System.out.println("All forks are back on the table.");
    }
  }

  /** Runs in each process. The last one at the table takes the right fork first. */
  static void dine(Table table, int seat) throws InterruptedException {
    boolean last = seat == table.forks.size() - 1;
    Lock first = table.fork(last ? seat + 1 : seat);
    Lock second = table.fork(last ? seat : seat + 1);
    for (int i = 0; i < MEALS; i++) {
      try (Hold one = first.hold();
          Hold other = second.hold()) {
        table.meals.set(seat, table.meals.get(seat) + 1);
      }
    }
  }
}
