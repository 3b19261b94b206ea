package io.troupe.samples;

import io.troupe.Process;
import io.troupe.manager.ManagedList;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets ten processes change a dict and a list that they share.
 *
 * <p>Python's original, in which {@code d["sum"] += i} loses updates, for it reads first and writes then:
 *
 * <pre>{@code
 * def work(d, l, i): d[i] = i * i; d["sum"] += i; l.append(i)
 * with Manager() as manager:
 *     d, l = manager.dict(sum=0), manager.list()
 *     jobs = [Process(target=work, args=(d, l, i)) for i in range(10)]
 *     for j in jobs: j.start()
 *     for j in jobs: j.join()
 * }</pre>
 *
 * <p>Run it with {@code samples/run manager}. It prints:
 *
 * <pre>
 * The squares: [0, 1, 4, 9, 16, 25, 36, 49, 64, 81]
 * The sum: 45
 * In the order of their arrival: [1, 0, 2, 3, 5, 4, 6, 7, 9, 8]
 * </pre>
 */
public final class ManagerSample {
  private ManagerSample() {}

  public static void main(String[] args) throws InterruptedException {
    try (Manager manager = Manager.process()) {
      ManagedMap<String, Integer> dict = manager.dict();
      ManagedList<Integer> list = manager.list();

      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        processes.add(Process.of(ManagerSample::work, dict, list, i).start());
      }
      for (Process process : processes) {
        process.join();
      }

      List<Integer> squares = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        squares.add(dict.get("square of " + i));
      }
      System.out.println("The squares: " + squares);
      System.out.println("The sum: " + dict.get("sum"));
      System.out.println("In the order of their arrival: " + list);
    }
  }

  /** Runs in each process. */
  static void work(ManagedMap<String, Integer> dict, ManagedList<Integer> list, Integer i) {
    dict.put("square of " + i, i * i);
    dict.merge("sum", i, Integer::sum); // one step, where the dict lives
    list.add(i);
  }
}
