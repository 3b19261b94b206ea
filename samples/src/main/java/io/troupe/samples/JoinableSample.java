package io.troupe.samples;

import io.troupe.JoinableQueue;
import io.troupe.Process;
import io.troupe.Queue;
import java.util.List;

/**
 * Waits until workers have done every job in a queue, though one of them dies at work.
 *
 * <p>Python's original, which would wait for ever:
 *
 * <pre>{@code
 * jobs = JoinableQueue()
 * for _ in range(2): Process(target=work, args=(jobs, done), daemon=True).start()
 * for job in range(1, 7): jobs.put(job)
 * jobs.join()
 * }</pre>
 *
 * <p>Run it with {@code samples/run joinable}. It prints, in some order:
 *
 * <pre>
 * Worker 4201 did job 1.
 * Worker 4202 dies at job 2.
 * Worker 4201 did job 3.
 * Worker 4201 did job 2.
 * ...
 * All 6 jobs are done.
 * </pre>
 */
public final class JoinableSample {
  private JoinableSample() {}

  public static void main(String[] args) throws InterruptedException {
    JoinableQueue<Integer> jobs = JoinableQueue.create();
    Queue<String> accidents = Queue.create(1);
    accidents.put("one accident is to happen");
    for (int i = 0; i < 2; i++) {
      Process.of(JoinableSample::work, jobs, accidents).daemon(true).start();
    }

    jobs.addAll(List.of(1, 2, 3, 4, 5, 6));
    jobs.join();
    System.out.println("All 6 jobs are done.");
  }

  static void work(JoinableQueue<Integer> jobs, Queue<String> accidents)
      throws InterruptedException {
    long worker = Process.current().pid();
    while (true) {
      int job = jobs.get();
      if (job == 2 && accidents.poll() != null) {
        System.out.printf("Worker %d dies at job %d.%n", worker, job);
        Runtime.getRuntime().halt(1); // The job goes back to the head of the queue.
      }
      System.out.printf("Worker %d did job %d.%n", worker, job);
      jobs.taskDone();
    }
  }
}
