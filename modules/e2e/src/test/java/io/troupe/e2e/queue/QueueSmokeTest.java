package io.troupe.e2e.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Process;
import io.troupe.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class QueueSmokeTest {
  static void produce(Queue<Integer> queue, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      queue.put(i);
    }
  }

  static void echo(Queue<Integer> in, Queue<Integer> out) throws InterruptedException {
    for (int i = in.get(); i >= 0; i = in.get()) {
      out.put(i);
    }
  }

  @Test
  void childProduces() throws Exception {
    Queue<Integer> queue = Queue.create();
    Process child = Process.of(QueueSmokeTest::produce, queue, 200000).start();
    List<Integer> got = new ArrayList<>();
    long t = System.nanoTime();
    for (int i = 0; i < 200000; i++) {
      got.add(queue.get());
    }
    System.err.println("one way ns/item " + (System.nanoTime() - t) / 200000);
    for (int i = 0; i < 200000; i++) {
      assertThat(got.get(i)).isEqualTo(i);
    }
    child.join();
  }

  @Test
  void echoes() throws Exception {
    Queue<Integer> in = Queue.create();
    Queue<Integer> out = Queue.create();
    Process child = Process.of(QueueSmokeTest::echo, in, out).start();
    for (int r = 0; r < 5; r++) {
      long t = System.nanoTime();
      for (int i = 0; i < 10000; i++) {
        in.put(i);
        assertThat(out.get()).isEqualTo(i);
      }
      System.err.println("rtt ns " + (System.nanoTime() - t) / 10000);
    }
    for (int i = 0; i < 50000; i++) {
      in.put(i);
    }
    for (int i = 0; i < 50000; i++) {
      assertThat(out.get()).isEqualTo(i);
    }
    in.put(-1);
    child.join();
  }
}
