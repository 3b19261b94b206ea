package io.troupe.e2e.habitat;

import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.function.Task1;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program does with processes, in brief, for the habitats in which the build itself runs
 * programs: Failsafe runs it by {@link BuildTourIT}, {@code exec:java} as a main class.
 */
public final class BuildTour {
  private static final String EXPECTED = "[[1, 4, 9], [11, 12], no 7, got Point[x=1, y=2], 1]";

  private record Point(int x, int y) {}

  private static final class Oops extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Oops(String message) {
      super(message);
    }
  }

  private static final class Consumer extends Process {
    private final Queue<Object> in;
    private final Queue<Object> out;

    Consumer(Queue<Object> in, Queue<Object> out) {
      this.in = in;
      this.out = out;
    }

    @Override
    public void run() throws Exception {
      out.put("got " + in.get());
    }
  }

  private BuildTour() {}

  static int square(int x) {
    return x * x;
  }

  static int fail(int x) {
    throw new Oops("no " + x);
  }

  static void produce(Queue<Object> queue, ManagedMap<String, Integer> map)
      throws InterruptedException {
    queue.put(new Point(1, 2));
    map.merge("n", 1, Integer::sum);
  }

  /**
   * Runs it.
   *
   * @throws AssertionError if it does not say what it must
   */
  public static void main(String... args) throws Exception {
    List<Object> said = new ArrayList<>();
    usePool(said);
    useProcesses(said);
    if (!said.toString().equals(EXPECTED)) {
      throw new AssertionError("said " + said + " instead of " + EXPECTED);
    }
  }

  private static void usePool(List<Object> said) throws Exception {
    int base = 10;
    try (Pool pool = Pool.of(1)) {
      said.add(pool.map(BuildTour::square, List.of(1, 2, 3)));
      Task1<Integer, Integer> local = x -> x + base;
      said.add(pool.map(local, List.of(1, 2)));
      pool.apply(BuildTour::fail, 7);
    } catch (Oops e) {
      said.add(e.getMessage());
    }
  }

  private static void useProcesses(List<Object> said) throws Exception {
    try (Manager manager = Manager.start()) {
      ManagedMap<String, Integer> map = manager.dict();
      Queue<Object> queue = Queue.create();
      Queue<Object> out = Queue.create();
      Process consumer = new Consumer(queue, out);
      consumer.start();
      Process producer = Process.of(BuildTour::produce, queue, map).start();
      said.add(out.get());
      producer.join();
      consumer.join();
      said.add(map.get("n"));
    }
  }
}
