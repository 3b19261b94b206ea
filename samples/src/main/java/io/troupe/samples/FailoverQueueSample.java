package io.troupe.samples;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.FailoverItem;
import io.troupe.cluster.FailoverQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A queue that a majority of three nodes agrees on. A process that has taken a job is killed, and
 * then the node that leads the others: no job is lost, and none is there twice.
 *
 * <p>Run it with {@code samples/run failover-queue}. Nodes are processes of this machine here;
 * elsewhere they are one a machine. It prints:
 *
 * <pre>
 * A process takes job 1, and is killed.
 * Job 1 is back.
 * The node that led the others is killed.
 * 10 jobs are in the queue.
 * Done: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
 * </pre>
 */
public final class FailoverQueueSample {
  private FailoverQueueSample() {}

  public static void main(String[] args) throws Exception {
    try (LocalNodes nodes = LocalNodes.start(3, 1);
        Cluster cluster = nodes.connect()) {
      FailoverQueue<Integer> jobs = cluster.failover("jobs").queue();
      jobs.put(1);
      Queue<Integer> taken = Queue.create();
      Process worker = Process.of(FailoverQueueSample::takeAndHang, jobs, taken).start();
      System.out.printf("A process takes job %d, and is killed.%n", taken.get());
      worker.kill();
      try (FailoverItem<Integer> job = jobs.take()) {
        System.out.printf("Job %d is back.%n", job.value());
      } // it is not done, and goes back again

      System.out.println("The node that led the others is killed.");
      nodes.kill(0); // the oldest
      for (int job = 2; job <= 10; job++) {
        jobs.put(job);
      }
      System.out.println(jobs.size() + " jobs are in the queue.");
      System.out.println("Done: " + doAll(jobs));
    }
  }

  static void takeAndHang(FailoverQueue<Integer> jobs, Queue<Integer> taken)
      throws InterruptedException {
    taken.put(jobs.take().value());
    Thread.sleep(Long.MAX_VALUE);
  }

  private static List<Integer> doAll(FailoverQueue<Integer> jobs) throws InterruptedException {
    List<Integer> done = new ArrayList<>();
    Optional<FailoverItem<Integer>> next = jobs.take(Duration.ZERO);
    while (next.isPresent()) {
      try (FailoverItem<Integer> job = next.get()) {
        done.add(job.value());
        job.done();
      }
      next = jobs.take(Duration.ZERO);
    }
    return done;
  }
}
