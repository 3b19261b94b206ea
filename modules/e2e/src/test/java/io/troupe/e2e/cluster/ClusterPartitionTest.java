package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.NodeLostException;
import io.troupe.Pool;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.Consistency;
import io.troupe.cluster.ReplicatedCounter;
import io.troupe.cluster.ReplicationException;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import io.troupe.e2e.support.TestNet;
import io.troupe.e2e.support.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes and a program, each on a host of its own, as the network between them fails. The
 * program has short tasks all the time, and counts in a replicated counter.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ClusterPartitionTest {
  private static final int NODES = 3;
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir
  static Path directory;

  private static TestNet net;
  private static final List<TestNode> nodes = new ArrayList<>();
  private static int programs;

  private final List<Process> started = new ArrayList<>();
  private Path files;

  @BeforeAll
  static void startThree() throws Exception {
    String reason = TestNet.whyNot();
    assumeTrue(reason.isEmpty(), reason);
    ClusterKeys.create(directory);
    net = TestNet.open(NODES + 1);
    for (int i = 1; i <= NODES; i++) {
      nodes.add(start(i));
    }
  }

  private static TestNode start(int host) throws IOException, InterruptedException {
    String[] seeds = nodes.stream().limit(2).map(TestNode::address).toArray(String[]::new);
    return TestNode.start(directory, net.host(host), new TestNode.Kind(1), seeds);
  }

  /** The test before may have cost the last one. */
  @BeforeEach
  void replaceTheLast() throws Exception {
    files = Files.createDirectory(directory.resolve("program" + programs++));
    if (!last().process().isAlive()) {
      nodes.set(NODES - 1, start(NODES));
    }
  }

  @AfterEach
  void endPrograms() {
    started.forEach(Process::destroyForcibly);
  }

  @AfterAll
  static void end() {
    nodes.forEach(TestNode::close);
    if (net != null) {
      net.close();
    }
  }

  private static TestNode last() {
    return nodes.get(NODES - 1);
  }

  /**
   * What runs on the fourth host. Arguments are the directory of the keys, the one for what it
   * says, how often a task may run again, and the nodes.
   */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
      Path files = Path.of(arguments[1]);
      ClusterKeys keys = ClusterKeys.load(Path.of(arguments[0], "program.key"));
      List<String> seeds = List.of(arguments).subList(3, arguments.length);
      try (Cluster cluster = Cluster.connect(seeds, keys);
          Pool pool =
              Pool.builder().on(cluster).retries(Integer.parseInt(arguments[2])).start()) {
        Counting counting = new Counting(cluster.replicated(files.toString()).counter());
        counting.start();
        List<AsyncResult<Integer>> results = work(pool, files);
        counting.end();
        String report = count(results) + counting.report();
        Scratch.write(files.resolve("report").toString(), report);
      }
    }

    /** Has a task more than there are workers all the time. */
    private static List<AsyncResult<Integer>> work(Pool pool, Path files) throws Exception {
      List<AsyncResult<Integer>> results = new ArrayList<>();
      Path done = files.resolve("done");
      while (!Files.exists(files.resolve("stop"))) {
        long open = results.stream().filter(each -> !each.isDone()).count();
        if (open <= NODES) {
          int item = results.size();
          String begun = files.resolve("begun").toString();
          AsyncResult<Integer> result =
              pool.applyAsync(Call.of(ClusterPartitionTest::task, item, begun));
          result.thenAccept(value -> append(done, value + " "));
          results.add(result);
        } else {
          Thread.sleep(10);
        }
      }
      return results;
    }

    private static String count(List<AsyncResult<Integer>> results) throws Exception {
      int lost = 0;
      for (int i = 0; i < results.size(); i++) {
        try {
          assertThat(results.get(i).get()).isEqualTo(i);
        } catch (ExecutionException | CancellationException e) {
          assertThat(e).hasCauseInstanceOf(NodeLostException.class);
          lost++;
        }
      }
      return "tasks=" + results.size() + " lost=" + lost;
    }
  }

  /** Adds to a counter all the time, and knows how often that was confirmed. */
  private static final class Counting extends Thread {
    private final ReplicatedCounter counter;
    private int tried;
    private int confirmed;
    private volatile boolean ends;

    Counting(ReplicatedCounter counter) {
      this.counter = counter.with(Consistency.MAJORITY);
    }

    @Override
    public void run() {
      while (!ends) {
        tried++;
        try {
          counter.increment();
          confirmed++;
          Thread.sleep(50);
        } catch (ReplicationException e) {
          // not confirmed
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    void end() throws InterruptedException {
      ends = true;
      join();
    }

    String report() {
      return " tried=" + tried + " confirmed=" + confirmed + " counted=" + counter.value();
    }
  }

  static int task(int item, String begun) throws InterruptedException {
    append(Path.of(begun), item + " " + ProcessHandle.current().pid() + " ");
    Thread.sleep(100);
    return item;
  }

  /** Several processes do: each writes at the end, at once. */
  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process startProgram(int retries) throws IOException {
    Stream<String> seeds = nodes.stream().map(TestNode::address);
    Process program = ProgramRun.startThrough(
        net.host(NODES + 1).front(),
        Program.class,
        Stream.concat(
                Stream.of(directory.toString(), files.toString(), Integer.toString(retries)), seeds)
            .toArray(String[]::new));
    started.add(program);
    await().atMost(LIMIT).until(() -> workers().size() == NODES);
    return program;
  }

  private List<Long> numbers(String file) throws IOException {
    Path path = files.resolve(file);
    return Files.exists(path)
        ? Stream.of(Files.readString(path).strip().split(" "))
            .filter(each -> !each.isEmpty())
            .map(Long::valueOf)
            .toList()
        : List.of();
  }

  /** Returns the processes that have begun tasks. */
  private Set<Long> workers() throws IOException {
    List<Long> begun = numbers("begun");
    return IntStream.range(0, begun.size() / 2)
        .mapToObj(i -> begun.get(2 * i + 1))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private long begunBy(Set<Long> processes) throws IOException {
    List<Long> begun = numbers("begun");
    return IntStream.range(0, begun.size() / 2)
        .filter(i -> processes.contains(begun.get(2 * i + 1)))
        .count();
  }

  /** Returns how often each task has begun. */
  private Map<Long, Long> runs() throws IOException {
    List<Long> begun = numbers("begun");
    return IntStream.range(0, begun.size() / 2)
        .mapToObj(i -> begun.get(2 * i))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private void awaitMoreDone(int count) throws IOException {
    int before = numbers("done").size();
    await().atMost(LIMIT).until(() -> numbers("done").size() >= before + count);
  }

  private Map<String, Integer> stop(Process program) throws Exception {
    Scratch.write(files.resolve("stop").toString(), "");
    await().atMost(LIMIT).until(() -> Files.exists(files.resolve("report")) || !program.isAlive());
    assertThat(files.resolve("report")).exists();
    Map<String, Integer> report = Stream.of(
            Files.readString(files.resolve("report")).split(" "))
        .map(each -> each.split("="))
        .collect(Collectors.toMap(each -> each[0], each -> Integer.valueOf(each[1])));
    assertThat(program.waitFor()).isZero();
    assertThat(report.get("counted")).isBetween(report.get("confirmed"), report.get("tried"));
    assertThat(report.get("confirmed")).isPositive();
    // A task that was on its way to the node that was cut off is lost before it has begun.
    int tasks = report.get("tasks");
    assertThat(runs().size()).isBetween(tasks - report.get("lost"), tasks);
    return report;
  }

  private void assertEachTaskRanOnce() throws IOException {
    assertThat(runs().values()).containsOnly(1L);
  }

  private static Set<Long> childrenOfLast() {
    return last().process().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  @Test
  void partitionHeals_beforeItIsNoticed_nothingIsLost() throws Exception {
    Process program = startProgram(0);
    TestNet.Host host = net.host(NODES);
    Set<Long> there = childrenOfLast();

    net.cut(host);
    long before = begunBy(there);
    awaitMoreDone(60); // each of two workers needs three seconds for that
    assertThat(begunBy(there) - before).isLessThanOrEqualTo(2); // what was on its way
    net.connect(host);
    await().atMost(LIMIT).until(() -> begunBy(there) - before > 5);

    assertThat(stop(program)).containsEntry("lost", 0);
    assertEachTaskRanOnce();
    assertThat(last().process().isAlive()).isTrue();
  }

  @Test
  void linkIsSlowAndLossy_nothingIsLost() throws Exception {
    Process program = startProgram(0);
    TestNet.Host host = net.host(NODES);
    net.spoil(host);
    for (int round = 0; round < 20; round++) {
      net.cut(host);
      awaitMoreDone(2);
      net.connect(host);
      awaitMoreDone(2);
    }
    net.mend(host);

    assertThat(stop(program)).containsEntry("lost", 0);
    assertEachTaskRanOnce();
    assertThat(last().process().isAlive()).isTrue();
  }

  @Test
  void partitionStays_minorityEnds_itsTasksFail_andTheRestGoesOn() throws Exception {
    Process program = startProgram(0);
    TestNet.Host host = net.host(NODES);
    Set<Long> there = childrenOfLast();

    net.cut(host);
    assertMinorityEnds(there);
    awaitMoreDone(20);
    net.connect(host);

    Map<String, Integer> report = stop(program);
    assertThat(report.get("lost")).isBetween(1, 2);
    assertEachTaskRanOnce();
  }

  @Test
  void oneWayPartition_minorityEnds_itsTasksRunAgainElsewhere() throws Exception {
    Process program = startProgram(2);
    Set<Long> there = childrenOfLast();

    net.mute(net.host(NODES));
    assertMinorityEnds(there);
    awaitMoreDone(20);
    net.unmute(net.host(NODES));

    assertThat(stop(program)).containsEntry("lost", 0);
    assertThat(runs().values().stream().filter(count -> count > 1).count()).isBetween(1L, 2L);
  }

  private static void assertMinorityEnds(Set<Long> children) throws Exception {
    assertThat(children).isNotEmpty();
    boolean ended = last().process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(ended).as("%s", ended ? "" : last().log()).isTrue();
    children.forEach(Scratch::awaitGone);
    assertThat(last().log()).contains("is no member of the cluster any more");
  }
}
