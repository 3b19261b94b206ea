package io.troupe.benchmarks.cluster;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.benchmarks.comparison.Await;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import io.troupe.cluster.FailoverMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What dies without a word, and how long it takes from then until work goes on. */
final class Losses {
  private Losses() {}

  /** What is measured once. */
  private interface Loss {
    long nanos() throws Exception;
  }

  private static Work each(Loss loss, Runnable end) {
    return new Work() {
      @Override
      public double round(int count) throws Exception {
        long nanos = 0;
        for (int i = 0; i < count; i++) {
          nanos += loss.nanos();
        }
        return nanos;
      }

      @Override
      public void close() {
        end.run();
      }
    };
  }

  /** A worker that runs a task, until another has begun and ended it. */
  static Work worker() throws Exception {
    Pool pool = poolOnEach();
    return each(() -> untilDoneAgain(pool, Losses::killProcess), pool::terminate);
  }

  /** The node of a worker that runs a task, until another has begun and ended it. */
  static Work node() throws Exception {
    ThreeNodes nodes = ThreeNodes.shared();
    Pool pool = poolOnEach();
    return each(
        () -> {
          List<NodeJvm> killed = new ArrayList<>();
          try {
            return untilDoneAgain(pool, pid -> {
              killed.add(nodes.parentOf(pid));
              killed.get(0).kill();
            });
          } finally {
            for (NodeJvm node : killed) {
              nodes.replace(node);
            }
          }
        },
        pool::terminate);
  }

  private static Pool poolOnEach() throws Exception {
    return Pool.builder().on(ThreeNodes.shared().cluster()).processes(3).start();
  }

  /** Kills what runs a task for ever, at its first attempt. */
  private static long untilDoneAgain(Pool pool, Killer killer) throws Exception {
    Queue<Long> begun = Queue.create();
    Path first = Files.createTempFile("troupe", ".first");
    AsyncResult<Long> result =
        pool.applyAsync(Call.of(Losses::runOnceForEver, first.toString(), begun).retries(1));
    Long victim = begun.get();
    long begin = System.nanoTime();
    killer.kill(victim);
    Long successor = result.get();
    long nanos = System.nanoTime() - begin;
    Check.that(!successor.equals(victim), "process " + victim + " ran on");
    return nanos;
  }

  private interface Killer {
    void kill(long pid);
  }

  private static void killProcess(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  static Long runOnceForEver(String first, Queue<Long> begun)
      throws IOException, InterruptedException {
    long pid = ProcessHandle.current().pid();
    if (Files.deleteIfExists(Path.of(first))) {
      begun.put(pid);
      while (true) {
        TimeUnit.DAYS.sleep(1);
      }
    }
    return pid;
  }

  /** A process, until the program has heard of its end, and the one that it starts then is at work. */
  static Work process() throws Exception {
    Queue<Long> begun = Queue.create();
    Process[] current = {start(begun)};
    begun.get();
    return each(
        () -> {
          long begin = System.nanoTime();
          killProcess(current[0].pid());
          current[0].join();
          current[0] = start(begun);
          Long successor = begun.get();
          long nanos = System.nanoTime() - begin;
          Check.that(successor == current[0].pid(), "another process has begun");
          return nanos;
        },
        () -> current[0].kill());
  }

  private static Process start(Queue<Long> begun) throws Exception {
    return Process.of(Losses::runForEver, begun)
        .on(ThreeNodes.shared().cluster())
        .daemon(true)
        .start();
  }

  static void runForEver(Queue<Long> begun) throws InterruptedException {
    begun.put(ProcessHandle.current().pid());
    while (true) {
      TimeUnit.DAYS.sleep(1);
    }
  }

  /** The node that leads the others in failover objects, until one of those takes a change. */
  static Work leader() throws Exception {
    ThreeNodes nodes = ThreeNodes.shared();
    FailoverMap<String, Integer> map =
        nodes.cluster().failover("compare.leader").map();
    return each(
        () -> {
          map.put("before", 1);
          Await.until("one leads", () -> nodes.leader().lastTermLed() > 0);
          NodeJvm leader = nodes.leader();
          long begin = System.nanoTime();
          leader.kill();
          try {
            map.put("after", 2);
            return System.nanoTime() - begin;
          } finally {
            nodes.replace(leader);
          }
        },
        () -> {});
  }

  /** No loss: a node that comes, from the start of its JVM until the program sees it up. */
  static Work join() throws Exception {
    ThreeNodes nodes = ThreeNodes.shared();
    return each(
        () -> {
          long begin = System.nanoTime();
          NodeJvm fourth = nodes.start();
          nodes.await(fourth, true);
          long nanos = System.nanoTime() - begin;
          fourth.leave();
          nodes.await(fourth, false);
          return nanos;
        },
        () -> {});
  }
}
