package com.example.cluster;

import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.cluster.Cluster;
import io.troupe.function.Task1;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import java.util.ArrayList;
import java.util.List;

/** What a program does on a cluster whose nodes have none of its classes. */
public class ClusterTour {
  public record Point(int x, int y) {}

  public static class Oops extends RuntimeException {
    public Oops(String message) {
      super(message);
    }
  }

  public static class Consumer extends Process {
    private final Queue<Object> in;
    private final Queue<Object> out;

    Consumer(Queue<Object> in, Queue<Object> out) {
      this.in = in;
      this.out = out;
    }

    @Override
    public void run() throws Exception {
      out.put("got " + in.get());
    }
  }

  static int square(int x) {
    return x * x;
  }

  static int fail(int x) {
    throw new Oops("no " + x);
  }

  static void produce(Queue<Object> queue, ManagedMap<String, Integer> map)
      throws InterruptedException {
    queue.put(new Point(1, 2));
    map.merge("n", 1, Integer::sum);
  }

  static String classPath() {
    return System.getProperty("java.class.path");
  }

  public static void main(String[] args) throws Exception {
    List<Object> said = new ArrayList<>();
    int base = 10;
    String classPath;
    try (Cluster cluster = Cluster.connect()) {
      try (Pool pool = Pool.builder().on(cluster).processes(2).start()) {
        said.add(pool.map(ClusterTour::square, List.of(1, 2, 3)));
        Task1<Integer, Integer> local = x -> x + base;
        said.add(pool.map(local, List.of(1, 2)));
        try {
          pool.apply(ClusterTour::fail, 7);
        } catch (Oops e) {
          said.add(e.getMessage());
        }
        classPath = pool.apply(ClusterTour::classPath);
      }
      try (Manager manager = Manager.start()) {
        ManagedMap<String, Integer> map = manager.dict();
        Queue<Object> queue = Queue.create();
        Queue<Object> out = Queue.create();
        Process consumer = new Consumer(queue, out).on(cluster);
        consumer.start();
        Process producer = Process.of(ClusterTour::produce, queue, map).on(cluster).start();
        said.add(out.get());
        producer.join();
        consumer.join();
        said.add(map.get("n"));
      }
    }
    System.out.println(said);
    System.out.println(classPath);
  }
}
