package io.troupe.benchmarks;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;

/** Sends numbers to a child process through one queue and awaits each back through another. */
final class QueueRoundTrip implements Work {
  private final Queue<Integer> there = Queue.create();
  private final Queue<Integer> back = Queue.create();
  private final Process child = Process.of(QueueRoundTrip::echo, there, back).start();

  /** Returns what comes; ends at a negative number. */
  static void echo(Queue<Integer> requests, Queue<Integer> replies) throws InterruptedException {
    for (int item = requests.get(); item >= 0; item = requests.get()) {
      replies.put(item);
    }
  }

  @Override
  public double round(int count) throws InterruptedException {
    long sum = 0;
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      there.put(i);
      sum += back.get();
    }
    long nanos = System.nanoTime() - begin;
    Check.that(sum == (long) count * (count - 1) / 2, "sum " + sum);
    return nanos;
  }

  @Override
  public void close() {
    there.add(-1);
    join(child);
  }

  /** Waits for the end of a child that was told to end. */
  static void join(Process child) {
    try {
      child.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      child.kill();
    }
  }
}
