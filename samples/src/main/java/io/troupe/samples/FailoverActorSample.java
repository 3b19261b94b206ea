package io.troupe.samples;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.FailoverActor;
import io.troupe.cluster.FailoverStep;

/**
 * An account whose balance a majority of three nodes agrees on. The process in which it runs is
 * killed, and then the node that leads the others: it goes on in this program, with the balance that
 * it had, and no deposit is lost or counted twice.
 *
 * <p>Run it with {@code samples/run failover-actor}. Nodes are processes of this machine here;
 * elsewhere they are one a machine. It prints:
 *
 * <pre>
 * The balance is 100, in another process.
 * That is killed. The balance is 150, in this program.
 * The node that led the others is killed. The balance is 200, in this program.
 * 500 cannot be paid. The balance is 200, in this program.
 * </pre>
 */
public final class FailoverActorSample {
  private FailoverActorSample() {}

  /** What an account answers; it runs in the process with that number. */
  record Statement(boolean paid, long balance, long pid) {
    @Override
    public String toString() {
      boolean here = pid == ProcessHandle.current().pid();
      return "The balance is " + balance + (here ? ", in this program." : ", in another process.");
    }
  }

  /** The state of the actor. */
  record Account(long balance) {
    /** Pays in, or out if the amount is negative and there is so much. */
    FailoverStep<Account, Statement> pay(long amount) {
      boolean paid = balance + amount >= 0;
      Account next = paid ? new Account(balance + amount) : this;
      long pid = ProcessHandle.current().pid();
      return FailoverStep.of(next, new Statement(paid, next.balance, pid));
    }
  }

  public static void main(String[] args) throws Exception {
    try (LocalNodes nodes = LocalNodes.start(3, 1);
        Cluster cluster = nodes.connect()) {
      FailoverActor<Long, Statement> account =
          cluster.failover("account").actor(new Account(0), Account::pay);
      Queue<Statement> first = Queue.create();
      Process process =
          Process.of(FailoverActorSample::payAndHang, account, first).start();
      System.out.println(first.get());

      process.kill();
      System.out.println("That is killed. " + account.ask(50L));
      nodes.kill(0); // the oldest
      System.out.println("The node that led the others is killed. " + account.ask(50L));
      Statement refused = account.ask(-500L);
      System.out.println((refused.paid() ? "" : "500 cannot be paid. ") + refused);
    }
  }

  static void payAndHang(FailoverActor<Long, Statement> account, Queue<Statement> first)
      throws InterruptedException {
    first.put(account.ask(100L));
    Thread.sleep(Long.MAX_VALUE);
  }
}
