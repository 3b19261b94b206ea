package io.troupe.samples;

import io.troupe.Process;
import io.troupe.manager.ManagedList;
import io.troupe.manager.Manager;
import io.troupe.sync.Lock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Moves money between accounts under locks while the processes that do it are killed: no lock stays held, no money is lost.
 *
 * <p>In Python a process that is killed keeps its lock for ever:
 *
 * <pre>{@code
 * with lock:
 *     accounts[a] -= amount   # killed here: the others wait for ever, and the amount is gone
 *     accounts[b] += amount
 * }</pre>
 *
 * <p>Run it with {@code samples/run bank}. It prints:
 *
 * <pre>
 * Killed 8 clerks, 2 are left to finish their day.
 * The accounts: [84, 131, 97, 88]
 * In total: 400
 * </pre>
 */
public final class BankSample {
  private static final int ACCOUNTS = 4;
  private static final int CLERKS = 10;

  private BankSample() {}

  public static void main(String[] args) throws InterruptedException {
    try (Manager manager = Manager.process()) {
      ManagedList<Integer> accounts = manager.list(Collections.nCopies(ACCOUNTS, 100));
      ManagedList<Lock> locks = manager.list();
      for (int i = 0; i < ACCOUNTS; i++) {
        locks.add(manager.lock());
      }

      List<Process> clerks = new ArrayList<>();
      for (int i = 0; i < CLERKS; i++) {
        clerks.add(Process.of(BankSample::work, accounts, locks).daemon(true).start());
      }
      for (Process doomed : clerks.subList(2, CLERKS)) {
        Thread.sleep(200);
        doomed.kill(); // wherever it is
      }
      System.out.printf("Killed %d clerks, 2 are left to finish their day.%n", CLERKS - 2);
      for (Process clerk : clerks) {
        clerk.join();
      }
      System.out.println("The accounts: " + accounts);
      System.out.println(
          "In total: " + accounts.stream().mapToInt(Integer::intValue).sum());
    }
  }

  /** Makes transfers. Locks go in order, so that nobody waits in a circle; the money moves in one step, where the list lives. */
  @SuppressWarnings("try") // the locks are held, and need no mention inside
  static void work(ManagedList<Integer> accounts, ManagedList<Lock> locks)
      throws InterruptedException {
    List<Lock> all = locks.snapshot();
    Random random = new Random();
    for (int i = 0; i < 2000; i++) {
      int from = random.nextInt(ACCOUNTS);
      int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
      try (var first = all.get(Math.min(from, to)).hold();
          var second = all.get(Math.max(from, to)).hold()) {
        int amount = Math.min(accounts.get(from), random.nextInt(50));
        accounts.update(list -> {
          list.set(from, list.get(from) - amount);
          return list.set(to, list.get(to) + amount);
        });
      }
    }
  }
}
