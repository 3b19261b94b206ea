package io.troupe.benchmarks.program;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Whole programs as people write them; {@code compare.py} has each, too. The main class of {@link ProgramRun}. */
final class Programs {
  private static final int NAP_MILLIS = 200;

  private Programs() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "hello" -> hello();
      case "naps" -> naps();
      case "map" -> map();
      case "apply" -> apply();
      case "queue" -> queue();
      case "processes" -> processes();
      case "dict" -> dict();
      default -> throw new IllegalArgumentException("no program " + arguments[0]);
    }
  }

  private static int square(int x) {
    return x * x;
  }

  private static int nap(int x) throws InterruptedException {
    Thread.sleep(NAP_MILLIS);
    return x;
  }

  private static void drain(Queue<byte[]> items, Queue<Integer> count) throws Exception {
    int taken = 0;
    while (items.get().length > 0) {
      taken++;
    }
    count.put(taken);
  }

  private static void hello() throws InterruptedException {
    try (Pool pool = Pool.of(4)) {
      Check.that(pool.map(Programs::square, List.of(1, 2, 3)).equals(List.of(1, 4, 9)), "squares");
    }
  }

  private static void naps() throws Exception {
    List<AsyncResult<Integer>> results = new ArrayList<>();
    try (Pool pool = Pool.of(4)) {
      for (int i = 0; i < 8; i++) {
        results.add(pool.applyAsync(Programs::nap, i));
      }
      for (AsyncResult<Integer> result : results) {
        result.get();
      }
    }
  }

  private static void map() throws InterruptedException {
    List<Integer> items =
        IntStream.range(0, 1_000_000).map(i -> i % 1000).boxed().toList();
    try (Pool pool = Pool.of(2)) {
      Check.that(pool.map(Programs::square, items).size() == items.size(), "a million results");
    }
  }

  private static void apply() throws InterruptedException {
    try (Pool pool = Pool.of(2)) {
      for (int i = 0; i < 3_000; i++) {
        Check.that(pool.apply(Programs::square, i) == i * i, "the square of " + i);
      }
    }
  }

  private static void queue() throws Exception {
    int count = 100_000;
    Queue<byte[]> items = Queue.create();
    Queue<Integer> taken = Queue.create();
    Process consumer = Process.of(Programs::drain, items, taken).start();
    for (int i = 0; i < count; i++) {
      items.put(new byte[100]);
    }
    items.put(new byte[0]);
    Check.that(taken.get() == count, count + " items");
    consumer.join();
  }

  static void nothing() {}

  private static void processes() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      Process.of(Programs::nothing).start().join();
    }
  }

  private static void dict() {
    try (Manager manager = Manager.process()) {
      ManagedMap<Integer, Integer> map = manager.dict();
      for (int i = 0; i < 5_000; i++) {
        map.put(i % 100, i);
      }
      Check.that(map.size() == 100, "100 keys");
    }
  }
}
