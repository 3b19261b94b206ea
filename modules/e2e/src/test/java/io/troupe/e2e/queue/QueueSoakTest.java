package io.troupe.e2e.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.e2e.support.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Moves many items from two processes through a third one here. How many, {@code -Dsoak.items=10000000} says; the build does with
 * fewer.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class QueueSoakTest {
  private static final int ITEMS = Integer.getInteger("soak.items", 200_000);
  private static final int PRODUCERS = 2;
  private static final int ROUNDS = 10;
  private static final long ALLOWED_GROWTH = 20 << 20;

  static void relay(Queue<Object> in, Queue<Object> out) throws InterruptedException {
    for (Object item = in.get(); !item.equals("end"); item = in.get()) {
      out.put(item);
    }
  }

  @Test
  void manyItems_leakNoMemoryThreadOrFile() throws Exception {
    Queue<Object> in = Queue.create();
    Queue<Object> out = Queue.create();
    Process relay = Process.of(QueueSoakTest::relay, in, out).start();
    try {
      soak(in, out);
      in.put("end");
      relay.join();
    } finally {
      relay.kill(); // or the exit of this JVM would wait for it
    }
  }

  private static void soak(Queue<Object> in, Queue<Object> out) throws Exception {
    round(in, out, Math.min(ITEMS, 20_000)); // warms up
    long files = openFiles();
    int threads = Thread.activeCount();
    long memory = usedMemory();
    for (int i = 0; i < ROUNDS; i++) {
      round(in, out, ITEMS / ROUNDS);
    }
    assertThat(out.isEmpty()).isTrue();
    long grown = usedMemory() - memory;
    System.out.printf(
        "soak: %d items, memory %+d bytes, threads %d -> %d, files %d -> %d%n",
        ITEMS, grown, threads, Thread.activeCount(), files, openFiles());
    assertThat(grown).isLessThan(ALLOWED_GROWTH);
    // What is leaked stays; the threads of the last producers, and of the spares that followed
    // them, go.
    Awaitility.await().atMost(Scratch.PATIENCE).untilAsserted(() -> {
      assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 4);
      assertThat(openFiles()).isLessThanOrEqualTo(files + 8);
    });
  }

  @SuppressWarnings("unchecked")
  private static void round(Queue<Object> in, Queue<Object> out, int count) throws Exception {
    List<Process> producers = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      producers.add(Process.of(
              QueueWork::putPairs, (Queue<List<Integer>>) (Queue<?>) in, i, count / PRODUCERS)
          .start());
    }
    int[] next = new int[PRODUCERS];
    for (int i = 0; i < count / PRODUCERS * PRODUCERS; i++) {
      List<Integer> item = (List<Integer>) out.get();
      assertThat(item.get(1)).isEqualTo(next[item.get(0)]++);
    }
    for (Process producer : producers) {
      producer.join();
      producer.close();
    }
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
