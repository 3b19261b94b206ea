package io.troupe.samples;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.FailoverHold;
import io.troupe.cluster.FailoverLock;

/**
 * A lock that a majority of three nodes agrees on, and the token by which a store knows that a
 * writer has lost it. The lock's holder is killed, and then the node that leads the others.
 *
 * <p>Run it with {@code samples/run cluster-lock}. Nodes are processes of this machine here;
 * elsewhere they are one a machine. It prints:
 *
 * <pre>
 * A process has the lock, and writes: accepted
 * It is killed. This program has the lock now, and writes: accepted
 * The node that led the others is killed. The lock is acquired again, to write: accepted
 * What the process had sent before it died comes late: refused
 * </pre>
 */
public final class ClusterLockSample {
  private ClusterLockSample() {}

  /** What the lock protects: accepts no token that is smaller than the largest it has seen. */
  private static final class Store {
    private long largest;

    String write(long token) {
      if (token < largest) {
        return "refused";
      }
      largest = token;
      return "accepted";
    }
  }

  public static void main(String[] args) throws Exception {
    try (LocalNodes nodes = LocalNodes.start(3, 1);
        Cluster cluster = nodes.connect()) {
      FailoverLock lock = cluster.failover("store").lock();
      Store store = new Store();
      Queue<Long> tokens = Queue.create();
      Process holder =
          Process.of(ClusterLockSample::acquireAndHang, lock, tokens).start();
      long old = tokens.get();
      System.out.println("A process has the lock, and writes: " + store.write(old));

      holder.kill();
      System.out.println("It is killed. This program has the lock now, and writes: "
          + acquireAndWrite(lock, store));
      nodes.kill(0); // the oldest
      System.out.println(
          "The node that led the others is killed. The lock is acquired again, to write: "
              + acquireAndWrite(lock, store));
      System.out.println(
          "What the process had sent before it died comes late: " + store.write(old));
    }
  }

  private static String acquireAndWrite(FailoverLock lock, Store store)
      throws InterruptedException {
    try (FailoverHold held = lock.acquire()) {
      return store.write(held.token());
    }
  }

  static void acquireAndHang(FailoverLock lock, Queue<Long> tokens) throws InterruptedException {
    tokens.put(lock.acquire().token());
    Thread.sleep(Long.MAX_VALUE);
  }
}
