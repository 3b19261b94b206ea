package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.JoinableQueue;
import io.troupe.Output;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.TaskTimeoutException;
import io.troupe.WorkerLostException;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.NodeInfo;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.e2e.support.TestNode;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import io.troupe.memory.SharedMemory;
import io.troupe.sync.Event;
import io.troupe.sync.Lock;
import io.troupe.sync.Semaphore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program on a cluster of two nodes, which share no memory with it nor with each other. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ClusterTest {
  @TempDir
  static Path directory;

  private static TestNode first;
  private static TestNode second;
  private static Cluster cluster;
  private static boolean apart;

  @BeforeAll
  static void start() throws Exception {
    ClusterKeys.create(directory);
    apart = TestNode.canBeApart();
    first = TestNode.start(directory, 4);
    second = TestNode.start(directory, 4, first.address());
    cluster = Cluster.connect(
        List.of(second.address(), first.address()),
        ClusterKeys.load(directory.resolve("program.key")));
  }

  @AfterAll
  static void end() {
    if (cluster != null) {
      cluster.close();
    }
    if (second != null) {
      second.close();
    }
    if (first != null) {
      first.close();
    }
  }

  private static Pool pool(int workers) {
    return Pool.builder().on(cluster).processes(workers).start();
  }

  @Test
  void nodes_areAllSeen() {
    assertThat(cluster.nodes())
        .extracting(NodeInfo::address)
        .containsExactlyInAnyOrder(first.address(), second.address());
    assertThat(cluster.slots()).isEqualTo(8);
  }

  static List<Long> where(int item) throws InterruptedException {
    Thread.sleep(20);
    return List.of((long) item * item, ProcessHandle.current().pid());
  }

  @Test
  void map_runsOnAllNodes_inOrder() throws Exception {
    try (Pool pool = pool(4)) {
      List<List<Long>> results =
          pool.map(ClusterTest::where, IntStream.range(0, 200).boxed().toList());

      assertThat(results)
          .extracting(each -> each.get(0))
          .containsExactlyElementsOf(
              IntStream.range(0, 200).mapToObj(i -> (long) i * i).toList());
      Set<Long> pids = new HashSet<>();
      results.forEach(each -> pids.add(each.get(1)));
      assertThat(pids).hasSize(4);
    }
  }

  static int divide(int a, int b) {
    return a / b;
  }

  static int spin() {
    long x = 0;
    while (true) {
      x++;
      if (x == -1) {
        return 1;
      }
    }
  }

  static int halt() {
    Runtime.getRuntime().halt(3);
    return 0;
  }

  @Test
  void task_throws_isKilled_endsItsProcess_asOnOneMachine() throws Exception {
    try (Pool pool =
        Pool.builder().on(cluster).processes(1).grace(Duration.ofMillis(100)).start()) {
      assertThatThrownBy(() -> pool.apply(ClusterTest::divide, 1, 0))
          .isInstanceOf(ArithmeticException.class);
      assertThatThrownBy(
              () -> pool.apply(Call.of(ClusterTest::spin).timeout(Duration.ofMillis(300))))
          .isInstanceOf(TaskTimeoutException.class);
      assertThat(pool.apply(ClusterTest::divide, 8, 2)).isEqualTo(4);
      assertThatThrownBy(() -> pool.apply(ClusterTest::halt))
          .isInstanceOf(WorkerLostException.class)
          .hasMessageContaining("exited with status 3");
      assertThat(pool.apply(ClusterTest::divide, 9, 3)).isEqualTo(3);
    }
  }

  static void speak(String words) {
    System.out.print(words);
    System.exit(7);
  }

  @Test
  void process_outputAndExitCodeComeHere() throws Exception {
    Process process = Process.of(ClusterTest::speak, "hello there")
        .output(Output.CAPTURED)
        .on(cluster)
        .start();
    process.join();

    assertThat(process.exitCode()).hasValue(7);
    assertThat(process.capturedOutput()).isEqualTo("hello there");
  }

  static Queue<String> makeQueue() throws InterruptedException {
    Queue<String> made = Queue.create();
    made.put("from the maker");
    return made;
  }

  static String putAndGet(Queue<String> queue, String item) throws InterruptedException {
    queue.put(item);
    return queue.get();
  }

  @Test
  void queueOfOneNode_usedFromTheOther() throws Exception {
    try (Pool one = pool(1);
        Pool other = pool(1)) {
      Queue<String> queue = one.apply(ClusterTest::makeQueue);
      assertThat(other.apply(ClusterTest::putAndGet, queue, "from elsewhere"))
          .isEqualTo("from the maker");
      assertThat(queue.get()).isEqualTo("from elsewhere");
    }
  }

  static int drain(Queue<Integer> queue) throws InterruptedException {
    int sum = 0;
    for (int item = queue.get(); item >= 0; item = queue.get()) {
      sum += item;
    }
    return sum;
  }

  @Test
  void queueOfTheProgram_drainedElsewhere() throws Exception {
    Queue<Integer> queue = Queue.create();
    try (Pool pool = pool(2)) {
      var sum = pool.applyAsync(ClusterTest::drain, queue);
      for (int i = 0; i < 10_000; i++) {
        queue.put(i);
      }
      queue.put(-1);
      assertThat(sum.get()).isEqualTo(10_000 * 9_999 / 2);
    }
  }

  static void answer(Connection connection) throws IOException, InterruptedException {
    byte[] large = (byte[]) connection.recv();
    connection.send(large.length);
  }

  @Test
  void pipe_largeMessage_thereAndBack() throws Exception {
    Pipe pipe = Pipe.duplex();
    Process process = Process.of(ClusterTest::answer, pipe.second()).on(cluster).start();
    pipe.second().close();
    pipe.first().send(new byte[3_000_000]);

    assertThat(pipe.first().recv()).isEqualTo(3_000_000);
    process.join();
  }

  static int countInMap(Lock lock, ManagedMap<String, Integer> map) throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      lock.lock();
      try {
        map.put("n", map.get("n") + 1);
      } finally {
        lock.unlock();
      }
    }
    return 0;
  }

  @Test
  void lockAndManagedMap_heldByProcessesOfBothNodes() throws Exception {
    Lock lock = Lock.create();
    try (Manager manager = Manager.start();
        Pool pool = pool(4)) {
      ManagedMap<String, Integer> map = manager.dict();
      map.put("n", 0);
      List<AsyncResult<Integer>> all = IntStream.range(0, 4)
          .mapToObj(i -> pool.applyAsync(ClusterTest::countInMap, lock, map))
          .toList();
      for (AsyncResult<Integer> each : all) {
        each.get();
      }
      assertThat(map.get("n")).isEqualTo(200);
    }
  }

  static void holdAndDie(Lock lock, Event held) throws InterruptedException {
    lock.lock();
    held.set();
    Thread.sleep(Long.MAX_VALUE);
  }

  @Test
  void lock_holderElsewhereIsKilled_isFree() throws Exception {
    Lock lock = Lock.create();
    Event held = Event.create();
    Process holder = Process.of(ClusterTest::holdAndDie, lock, held).on(cluster).start();
    held.await();
    assertThat(lock.tryLock()).isFalse();

    holder.kill();
    holder.join();

    assertThat(lock.tryLock(60, TimeUnit.SECONDS)).isTrue();
    lock.unlock();
  }

  static long sizeOf(SharedMemory memory) {
    return memory.size();
  }

  @Test
  void sharedMemoryOfTheProgram_elsewhere_saysThatItIsNotThere() throws Exception {
    assumeTrue(apart);
    SharedMemory memory = SharedMemory.create(8);
    try (Pool pool = pool(1)) {
      assertThatThrownBy(() -> pool.apply(ClusterTest::sizeOf, memory))
          .hasMessageContaining("of another machine");
    }
    memory.unlink();
  }

  static void acquire(Semaphore semaphore, Event go, JoinableQueue<String> said)
      throws InterruptedException {
    go.await();
    semaphore.acquire();
    said.put("acquired");
    semaphore.release();
  }

  @Test
  void eventAndSemaphore_awaitedElsewhere() throws Exception {
    Semaphore semaphore = Semaphore.create(0);
    Event go = Event.create();
    JoinableQueue<String> said = JoinableQueue.create();
    Process process =
        Process.of(ClusterTest::acquire, semaphore, go, said).on(cluster).start();
    go.set();
    semaphore.release();
    assertThat(said.get()).isEqualTo("acquired");
    process.join();
    assertThat(process.exitCode()).hasValue(0);
  }
}
