package io.troupe.samples;

import io.troupe.Process;
import io.troupe.memory.IntValue;
import io.troupe.memory.Value;
import io.troupe.sync.Barrier;
import io.troupe.sync.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;

/**
 * Lets four processes increment the same number: without its lock increments get lost, with it or atomically none does.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * counter = Value('i', 0)
 * def locked(counter):
 *     for _ in range(TIMES):
 *         with counter.get_lock():
 *             counter.value += 1
 * }</pre>
 *
 * <p>Run it with {@code samples/run race}. It prints something like:
 *
 * <pre>
 * without the lock: 217905 of 400000
 * under the lock:   400000 of 400000
 * atomically:       400000 of 400000
 * </pre>
 */
public final class RaceSample {
  private static final int PROCESSES = 4;
  private static final int TIMES = 100_000;

  private RaceSample() {}

  /** What each process does with the number. */
  interface Increment extends java.io.Serializable {
    void on(IntValue counter) throws InterruptedException;
  }

  public static void main(String[] args) throws InterruptedException {
    count("without the lock:", counter -> counter.set(counter.get() + 1));
    count("under the lock:  ", counter -> {
      try (Hold held = counter.hold()) {
        counter.set(counter.get() + 1);
      }
    });
    count("atomically:      ", IntValue::incrementAndGet);
  }

  private static void count(String how, Increment increment) throws InterruptedException {
    IntValue counter = Value.ofInt(0);
    Barrier start = Barrier.create(PROCESSES); // else the first may be done before the last begins
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(Process.of(RaceSample::repeat, increment, counter, start).start());
    }
    for (Process process : processes) {
      process.join();
    }
    System.out.printf("%s %d of %d%n", how, counter.get(), PROCESSES * TIMES);
  }

  /** Runs in each process. */
  static void repeat(Increment increment, IntValue counter, Barrier start)
      throws InterruptedException, BrokenBarrierException {
    start.await();
    for (int i = 0; i < TIMES; i++) {
      increment.on(counter);
    }
  }
}
