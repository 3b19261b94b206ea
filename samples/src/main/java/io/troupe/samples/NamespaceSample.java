package io.troupe.samples;

import io.troupe.Process;
import io.troupe.manager.ManagedList;
import io.troupe.manager.Manager;
import io.troupe.manager.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares attributes between processes, and shows what is a copy and what is not.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * ns = manager.Namespace()
 * ns.counter, ns.plain, ns.managed = 0, [], manager.list()
 * def work(ns): ns.plain.append("lost"); ns.managed.append("kept")
 * }</pre>
 *
 * <p>Run it with {@code samples/run namespace}. It prints:
 *
 * <pre>
 * counter: 3
 * plain: []
 * managed: [kept, kept, kept]
 * [counter, managed, plain]
 * </pre>
 */
public final class NamespaceSample {
  private NamespaceSample() {}

  public static void main(String[] args) throws InterruptedException {
    try (Manager manager = Manager.process()) {
      Namespace shared = manager
          .namespace()
          .set("counter", 0)
          .set("plain", new ArrayList<String>())
          .set("managed", manager.list());

      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        processes.add(Process.of(NamespaceSample::work, shared).start());
      }
      for (Process process : processes) {
        process.join();
      }
      for (String name : List.of("counter", "plain", "managed")) {
        System.out.println(name + ": " + shared.get(name));
      }
      System.out.println(shared.names());
    }
  }

  @SuppressWarnings("unchecked") // as set above
  static void work(Namespace shared) {
    shared.add("counter", 1); // one step: no update is lost
    List<String> copy = shared.get("plain", List.class);
    copy.add("lost");
    ManagedList<String> managed = shared.get("managed", ManagedList.class);
    managed.add("kept");
  }
}
