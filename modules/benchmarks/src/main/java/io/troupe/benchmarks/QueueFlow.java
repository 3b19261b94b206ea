package io.troupe.benchmarks;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import io.troupe.spi.ProcessSite;

/** Has a child process put items of one size into a queue, and takes them here. */
public final class QueueFlow implements Work {
  private final int size;
  private final Queue<Integer> counts = Queue.create();
  private final Queue<byte[]> items = Queue.create();
  private final Process producer;

  /** @param size of an item in bytes */
  QueueFlow(int size) {
    this.size = size;
    producer = producer().start();
  }

  /**
   * With a process elsewhere.
   *
   * @param size of an item in bytes
   */
  public QueueFlow(int size, ProcessSite site) {
    this.size = size;
    producer = producer().on(site).start();
  }

  private Process producer() {
    return Process.of(QueueFlow::produce, counts, items, size);
  }

  /** Puts as many items as the next count says; ends at a count of 0. */
  static void produce(Queue<Integer> counts, Queue<byte[]> items, Integer size)
      throws InterruptedException {
    byte[] item = new byte[size];
    for (int count = counts.get(); count > 0; count = counts.get()) {
      for (int i = 0; i < count; i++) {
        items.put(item);
      }
    }
  }

  @Override
  public double round(int count) throws InterruptedException {
    long bytes = 0;
    long begin = System.nanoTime();
    counts.put(count);
    for (int i = 0; i < count; i++) {
      bytes += items.get().length;
    }
    long nanos = System.nanoTime() - begin;
    Check.that(bytes == (long) count * size && items.isEmpty(), bytes + " bytes");
    return nanos;
  }

  @Override
  public void close() {
    counts.add(0);
    QueueRoundTrip.join(producer);
  }
}
