package io.troupe.e2e.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.e2e.support.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Processes that are killed while they send or receive so much that shared memory carries it. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class BulkCrashTest {
  private static final int SIZE = 10_000;
  private static final Path MEMORY = Path.of("/dev/shm");

  /** An item that shows its number in each of its bytes. */
  private static byte[] item(int number) {
    byte[] item = new byte[SIZE];
    Arrays.fill(item, (byte) number);
    return item;
  }

  private static void assertItem(byte[] item, int number) {
    assertThat(Arrays.equals(item, item(number))).as("item " + number).isTrue();
  }

  private static void putForever(Queue<byte[]> queue) throws InterruptedException {
    for (int i = 0; ; i++) {
      queue.put(item(i));
    }
  }

  private static void takeForever(Queue<byte[]> queue, Queue<Integer> taken)
      throws InterruptedException {
    for (int i = 0; ; i++) {
      assertItem(queue.get(), i);
      if (i % 1000 == 0) {
        taken.put(i);
      }
    }
  }

  @Test
  void producer_killed_whatArrivedIsWholeAndInOrder() throws Exception {
    for (int round = 0; round < 3; round++) {
      Queue<byte[]> queue = Queue.create();
      Process child = Process.of(BulkCrashTest::putForever, queue).start();
      int until = ThreadLocalRandom.current().nextInt(1, 10_000);
      for (int i = 0; i < until; i++) {
        assertItem(queue.get(), i);
      }
      child.kill();
      child.join();
      int next = until;
      for (byte[] item = queue.poll(1, TimeUnit.SECONDS);
          item != null;
          item = queue.poll(1, TimeUnit.SECONDS)) {
        assertItem(item, next++);
      }
      queue.put(item(7));
      assertItem(queue.get(), 7);
    }
  }

  @Test
  void consumer_killed_theQueueGoesOn() throws Exception {
    for (int round = 0; round < 3; round++) {
      Queue<byte[]> queue = Queue.create();
      Queue<Integer> taken = Queue.create();
      Process child = Process.of(BulkCrashTest::takeForever, queue, taken).start();
      int put = 0;
      while (taken.size() < 5) {
        queue.put(item(put++));
      }
      child.kill();
      child.join();
      queue.put(item(put));
      assertItem(lastOf(queue), put);
    }
  }

  private static byte[] lastOf(Queue<byte[]> queue) throws InterruptedException {
    byte[] last = queue.get();
    for (byte[] item = last; item != null; item = queue.poll(1, TimeUnit.SECONDS)) {
      last = item;
    }
    return last;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void killed_leavesNoMemoryBehind() throws Exception {
    Queue<byte[]> queue = Queue.create();
    Process child = Process.of(BulkCrashTest::putForever, queue).start();
    for (int i = 0; i < 5_000; i++) {
      assertItem(queue.get(), i);
    }
    child.kill();
    child.join();
    await()
        .atMost(Scratch.PATIENCE)
        .ignoreExceptionsInstanceOf(UncheckedIOException.class) // what others have comes and goes
        .until(() -> segmentsOf(child.pid()) == 0);
  }

  private static long segmentsOf(long pid) throws IOException {
    try (Stream<Path> files = Files.walk(MEMORY, 2)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(pid + "-"))
          .count();
    }
  }
}
