package io.troupe.samples;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.Queue;
import io.troupe.manager.Manager;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Lets one task of a pool write a queue that another one reads.
 *
 * <p>Python's original, in which only a manager's queue can be an argument of a pool's task; here any queue can:
 *
 * <pre>{@code
 * q = Manager().Queue()
 * p = Pool()
 * pw = p.apply_async(write, args=(q,))
 * pr = p.apply_async(read, args=(q,))
 * p.close(); p.join()
 * }</pre>
 *
 * <p>Run it with {@code samples/run manager-queue}. It prints:
 *
 * <pre>
 * Put A
 * Put B
 * Put C
 * The reader got ABC.
 * </pre>
 */
public final class ManagerQueueSample {
  private static final String END = "";

  private ManagerQueueSample() {}

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    try (Manager manager = Manager.process();
        Pool pool = Pool.of(2)) {
      Queue<String> queue = manager.queue();
      AsyncResult<Void> writer = pool.runAsync(ManagerQueueSample::write, queue);
      AsyncResult<String> reader = pool.applyAsync(ManagerQueueSample::read, queue);
      writer.get();
      System.out.println("The reader got " + reader.get() + ".");
    }
  }

  static void write(Queue<String> queue) throws InterruptedException {
    for (String each : List.of("A", "B", "C")) {
      System.out.println("Put " + each);
      queue.put(each);
    }
    queue.put(END);
  }

  static String read(Queue<String> queue) throws InterruptedException {
    StringBuilder read = new StringBuilder();
    for (String next = queue.get(); !next.equals(END); next = queue.get()) {
      read.append(next);
    }
    return read.toString();
  }
}
