package io.troupe.e2e.cluster;

import io.troupe.TroupeException;
import io.troupe.cluster.Failover;
import io.troupe.cluster.FailoverActor;
import io.troupe.cluster.FailoverCounter;
import io.troupe.cluster.FailoverException;
import io.troupe.cluster.FailoverHold;
import io.troupe.cluster.FailoverLock;
import io.troupe.cluster.FailoverMap;
import io.troupe.cluster.FailoverQueue;
import io.troupe.cluster.FailoverStep;
import io.troupe.e2e.history.Diary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * Calls failover objects at random, one after the other, and keeps a diary. Where a call fails so
 * that its effect is not known, the diary has no end of it.
 */
final class RandomClient {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  /** Leaves some of the processors to the others. */
  private static final long PAUSE_MILLIS = 20;

  private final FailoverCounter counter;
  private final FailoverMap<String, Integer> map;
  private final FailoverQueue<Integer> queue;
  private final FailoverLock lock;
  private final FailoverActor<Integer, Integer> actor;
  private final int number;
  private final Random random;
  private final Diary diary;
  private int items;

  private RandomClient(Failover name, int number, Path file) {
    counter = name.counter();
    map = name.map();
    queue = name.queue();
    lock = name.lock();
    actor = name.actor(0, RandomClient::sum);
    this.number = number;
    random = new Random(number);
    diary = new Diary(file);
  }

  static FailoverStep<Integer, Integer> sum(Integer sum, Integer added) {
    return FailoverStep.of(sum + added, sum + added);
  }

  /** Where a client writes, and when it ends. */
  record Desk(String directory, int number) {
    Path diary() {
      return Path.of(directory, "diary" + number);
    }

    Path stop() {
      return Path.of(directory, "stop");
    }
  }

  /** Makes calls until the file is there that says stop. */
  static void run(Failover name, Desk desk) throws InterruptedException {
    RandomClient client = new RandomClient(name, desk.number(), desk.diary());
    while (!Files.exists(desk.stop())) {
      try {
        client.callAny();
        Thread.sleep(PAUSE_MILLIS);
      } catch (FailoverException e) { // no majority
        client.diary.failed();
      } catch (TroupeException e) {
        if (!String.valueOf(e.getMessage()).contains("No node of the cluster")) {
          throw e;
        }
        client.diary.failed();
      }
    }
  }

  private void callAny() throws InterruptedException {
    switch (random.nextInt(8)) {
      case 0 -> count();
      case 1, 2, 3 -> map("k" + random.nextInt(4));
      case 4, 5 -> queue();
      case 6 -> lock();
      default -> actor(random.nextInt(3));
    }
  }

  private void count() {
    int a = random.nextInt(4);
    switch (random.nextInt(3)) {
      case 0 -> {
        diary.begin("counter", "add", a, null);
        diary.end(counter.add(a));
      }
      case 1 -> {
        diary.begin("counter", "value", null, null);
        diary.end(counter.value());
      }
      default -> {
        int seen = (int) counter.value();
        diary.begin("counter", "compareAndSet", seen, seen + a);
        diary.end(counter.compareAndSet(seen, seen + a));
      }
    }
  }

  private void map(String key) {
    int a = random.nextInt(3);
    switch (random.nextInt(5)) {
      case 0 -> {
        diary.begin(key, "put", a, null);
        end(map.put(key, a));
      }
      case 1 -> {
        diary.begin(key, "putIfAbsent", a, null);
        end(map.putIfAbsent(key, a));
      }
      case 2 -> {
        diary.begin(key, "remove", null, null);
        end(map.remove(key));
      }
      case 3 -> {
        diary.begin(key, "replace", a, a + 1);
        diary.end(map.replace(key, a, a + 1));
      }
      default -> {
        diary.begin(key, "get", null, null);
        end(map.get(key));
      }
    }
  }

  private void end(Optional<Integer> result) {
    diary.end(result.orElse(null));
  }

  private void queue() throws InterruptedException {
    if (random.nextBoolean()) {
      int item = 100_000 * number + items++;
      diary.begin("queue", "put", item, null);
      queue.put(item);
      diary.end(null);
    } else {
      diary.begin("queue", "get", null, null);
      end(queue.get(Duration.ZERO));
    }
  }

  private void lock() throws InterruptedException {
    diary.hold();
    Optional<FailoverHold> got = lock.acquire(PATIENCE);
    if (got.isEmpty()) {
      diary.never();
      return;
    }
    diary.got(got.get().token());
    diary.release();
    while (!isReleased(got.get())) {
      diary.lost();
    }
  }

  /** Returns whether it was released for sure; one that is lost is not to be released again. */
  private static boolean isReleased(FailoverHold hold) {
    try {
      hold.close();
      return true;
    } catch (FailoverException e) {
      return false;
    }
  }

  private void actor(int added) throws InterruptedException {
    diary.begin("actor", "add", added, null);
    Optional<Integer> sum = actor.ask(added, PATIENCE);
    if (sum.isPresent()) {
      end(sum);
    } else {
      diary.never();
    }
  }
}
