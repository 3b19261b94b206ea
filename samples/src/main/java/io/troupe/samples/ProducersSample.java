package io.troupe.samples;

import io.troupe.Process;
import io.troupe.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has three processes produce and two consume, and ends each consumer by an end signal in the queue.
 *
 * <p>Python's original, where {@code None} is the signal:
 *
 * <pre>{@code
 * producers = [Process(target=produce, args=(i, queue)) for i in range(3)]
 * consumers = [Process(target=consume, args=(queue,)) for _ in range(2)]
 * for p in producers: p.join()
 * for _ in consumers: queue.put(None)
 * }</pre>
 *
 * <p>Run it with {@code samples/run producers}. It prints, with other shares:
 *
 * <pre>
 * 3 producers, 2 consumers, room for 10 items.
 * Consumer 0 took 161 items, consumer 1 took 139 items.
 * All 300 items arrived.
 * </pre>
 */
public final class ProducersSample {
  private static final int ITEMS = 100;

  private ProducersSample() {}

  public static void main(String[] args) throws InterruptedException {
    Queue<Optional<String>> queue = Queue.create(10); // Producers wait while ten items do.
    Queue<Integer> taken = Queue.create();
    System.out.println("3 producers, 2 consumers, room for 10 items.");
    List<Process> producers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      producers.add(Process.of(ProducersSample::produce, i, queue).start());
    }
    for (int i = 0; i < 2; i++) {
      Process.of(ProducersSample::consume, queue, taken).start();
    }

    for (Process producer : producers) {
      producer.join();
    }
    queue.put(Optional.empty()); // A queue holds no nulls: an empty Optional tells the end,
    queue.put(Optional.empty()); // once for each consumer.
    int first = taken.get();
    int second = taken.get();
    System.out.printf(
        "Consumer 0 took %d items, consumer 1 took %d items.%nAll %d items arrived.%n",
        first, second, first + second);
  }

  static void produce(int producer, Queue<Optional<String>> queue) throws InterruptedException {
    for (int i = 0; i < ITEMS; i++) {
      queue.put(Optional.of("item " + i + " of producer " + producer));
    }
  }

  static void consume(Queue<Optional<String>> queue, Queue<Integer> taken)
      throws InterruptedException {
    int count = 0;
    while (queue.get().isPresent()) {
      count++;
    }
    taken.put(count);
  }
}
