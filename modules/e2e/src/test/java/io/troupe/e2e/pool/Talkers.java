package io.troupe.e2e.pool;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.Progress;
import io.troupe.ProgressBar;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;

/** A pool whose tasks print, in a program that prints and logs. */
final class Talkers {
  static final int ITEMS = 40;

  private Talkers() {}

  private static int talk(int number) throws InterruptedException {
    System.out.println("task " + number + " prints");
    System.err.println("task " + number + " complains");
    Thread.sleep(20);
    if (number == 7) {
      throw new IllegalStateException("7 is not to be had");
    }
    return number;
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    try (Pool pool = Pool.of(2);
        ProgressBar bar = Progress.bar("talk", pool)) {
      List<AsyncResult<Integer>> results = new ArrayList<>();
      for (int i = 1; i <= ITEMS; i++) {
        results.add(pool.applyAsync(Talkers::talk, i));
      }
      for (int i = 1; i <= ITEMS; i++) {
        await(results.get(i - 1));
        System.out.println("result " + i);
      }
      LoggerFactory.getLogger("talkers").error("a line of the log");
    }
    System.out.println("streams are back: " + (System.out == out));
  }

  private static void await(AsyncResult<Integer> result) throws InterruptedException {
    try {
      result.get();
    } catch (ExecutionException e) {
      System.out.println("7 failed");
    }
  }
}
