package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.TroupeException;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.Failover;
import io.troupe.cluster.FailoverCounter;
import io.troupe.cluster.FailoverHold;
import io.troupe.cluster.FailoverItem;
import io.troupe.cluster.FailoverLock;
import io.troupe.cluster.FailoverMap;
import io.troupe.cluster.FailoverQueue;
import io.troupe.cluster.FailoverSemaphore;
import io.troupe.e2e.support.TestVoters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Failover objects on three nodes, which are stopped and killed one after the other: in this order,
 * for they are not started again.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailoverTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int WRITERS = 4;

  @TempDir
  static Path directory;

  private static TestVoters voters;
  private static Cluster cluster;
  private static Pool workers;

  @BeforeAll
  static void start() throws Exception {
    voters = TestVoters.start(directory, 3, 3);
    cluster = voters.connect(voters.follower());
    workers = Pool.builder()
        .on(cluster.node(voters.follower().address()))
        .processes(2)
        .start();
  }

  @AfterAll
  static void end() {
    if (cluster != null) {
      cluster.close();
    }
    if (voters != null) {
      voters.close();
    }
  }

  static long addMany(FailoverCounter counter, int count) {
    long last = 0;
    for (int i = 0; i < count; i++) {
      last = counter.increment();
    }
    return last;
  }

  @Test
  @Order(1)
  void objects_areTheSameForTheProgramAndProcessesOnNodes() throws Exception {
    Failover name = cluster.failover("same");
    List<AsyncResult<Long>> added = IntStream.range(0, WRITERS)
        .mapToObj(i -> workers.applyAsync(FailoverTest::addMany, name.counter(), 25))
        .toList();
    long most = 0;
    for (AsyncResult<Long> each : added) {
      most = Math.max(most, each.get());
    }
    assertThat(most).isEqualTo(25 * WRITERS);
    assertThat(name.counter().value()).isEqualTo(25 * WRITERS);
    assertThat(name.counter().compareAndSet(0, 1)).isFalse();

    FailoverMap<String, Integer> map = name.map();
    assertThat(map.put("a", 1)).isEmpty();
    assertThat(map.putIfAbsent("a", 2)).contains(1);
    assertThat(map.replace("a", 1, 3)).isTrue();
    assertThat(map.update("a", value -> value.map(each -> each + 1))).contains(4);
    assertThat(map.update("b", value -> Optional.of(7))).contains(7);
    assertThat(map.remove("b", 8)).isFalse();
    assertThat(map.copy()).isEqualTo(Map.of("a", 4, "b", 7));
    assertThat(map.update("b", value -> Optional.empty())).isEmpty();
    assertThat(map.size()).isEqualTo(1);
    assertThatThrownBy(() -> name.map().put("large", new byte[300_000]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("300");
  }

  static long holdUntilKilled(FailoverLock lock, Queue<Long> tokens) throws InterruptedException {
    FailoverHold held = lock.acquire();
    tokens.put(held.token());
    Thread.sleep(Long.MAX_VALUE);
    return 0;
  }

  @Test
  @Order(2)
  void lock_isFree_whenItsHolderIsKilled_andItsTokensGrow() throws Exception {
    FailoverLock lock = cluster.failover("lock").lock();
    Queue<Long> tokens = Queue.create();
    Process holder = Process.of(FailoverTest::holdUntilKilled, lock, tokens)
        .on(cluster.node(voters.follower().address()))
        .start();
    long first = tokens.get();
    assertThat(lock.acquire(Duration.ZERO)).isEmpty();
    assertThat(lock.acquire(Duration.ofMillis(50))).isEmpty();
    CompletableFuture<Long> next = CompletableFuture.supplyAsync(() -> tokenOf(lock));
    holder.kill();

    assertThat(next.get()).isGreaterThan(first);
    assertThat(lock.locked()).isFalse();
  }

  private static long tokenOf(FailoverLock lock) {
    try (FailoverHold held = lock.acquire()) {
      return held.token();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Order(3)
  void waits_endWithTheirTime_orAnInterrupt_andTakeNothing() throws Exception {
    FailoverQueue<String> queue = cluster.failover("waits").queue();
    FailoverSemaphore semaphore = cluster.failover("waits").semaphore(1);
    FailoverHold held = semaphore.acquire();
    assertThat(queue.get(Duration.ofMillis(20))).isEmpty();

    Thread.currentThread().interrupt();
    assertThatThrownBy(queue::get).isInstanceOf(InterruptedException.class);
    Thread self = Thread.currentThread();
    CompletableFuture<Void> interrupt = CompletableFuture.runAsync(
        self::interrupt, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
    assertThatThrownBy(semaphore::acquire).isInstanceOf(InterruptedException.class);
    interrupt.join();

    held.close();
    assertThat(semaphore.available()).isEqualTo(1);
    queue.put("a");
    try (FailoverItem<String> item = queue.take()) {
      assertThat(item.value()).isEqualTo("a");
      assertThat(queue.size()).isZero();
    }
    assertThat(queue.get()).isEqualTo("a");
  }

  /** What a thread had acknowledged. */
  private record Acknowledged(int puts, long lastSum, boolean tokensGrew) {}

  private static CompletableFuture<Acknowledged> write(int writer, String name, Waiter until) {
    Failover failover = cluster.failover(name);
    return CompletableFuture.supplyAsync(() -> {
      FailoverQueue<Integer> queue = failover.queue();
      long token = 0;
      int puts = 0;
      long sum = 0;
      boolean grew = true;
      while (!until.isOver() || puts < 20) {
        queue.put(puts * WRITERS + writer);
        puts++;
        sum = failover.counter().increment();
        try (FailoverHold held = failover.lock().acquire()) {
          grew &= held.token() > token;
          token = held.token();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return new Acknowledged(puts, sum, grew);
    });
  }

  private interface Waiter {
    boolean isOver();
  }

  /** Writes while something happens; then checks that all of it is there, and there once. */
  private static void assertNothingLost(String name, Happening happening) throws Exception {
    boolean[] over = new boolean[1];
    List<CompletableFuture<Acknowledged>> writers = IntStream.range(0, WRITERS)
        .mapToObj(writer -> write(writer, name, () -> over[0]))
        .toList();
    Failover failover = cluster.failover(name);
    await().atMost(LIMIT).until(() -> failover.counter().value() > WRITERS);
    happening.happen();
    long before = failover.counter().value(); // answers again
    await().atMost(LIMIT).until(() -> failover.counter().value() > before + WRITERS);
    over[0] = true;

    int puts = 0;
    for (CompletableFuture<Acknowledged> each : writers) {
      assertThat(each.get().tokensGrew()).isTrue();
      puts += each.get().puts();
    }
    assertThat(failover.counter().value()).isEqualTo(puts);
    List<Integer> items = new ArrayList<>();
    FailoverQueue<Integer> queue = failover.queue();
    for (int i = 0; i < puts; i++) {
      items.add(queue.get());
    }
    assertThat(queue.get(Duration.ZERO)).isEmpty();
    Set<Integer> all = new TreeSet<>(items);
    assertThat(all).hasSize(puts);
    for (int writer = 0; writer < WRITERS; writer++) {
      int own = writer;
      assertThat(items.stream().filter(item -> item % WRITERS == own)).isSorted();
    }
  }

  private interface Happening {
    void happen() throws Exception;
  }

  @Test
  @Order(4)
  void leader_stoppedAndResumed_nothingAcknowledgedIsLost_nothingIsDoneTwice() throws Exception {
    assertNothingLost("stopped", voters::stopLeaderForAWhile);
  }

  @Test
  @Order(5)
  void leader_killed_nothingAcknowledgedIsLost_nothingIsDoneTwice() throws Exception {
    assertNothingLost("killed", () -> voters.kill(voters.leader()));
  }

  @Test
  @Order(6)
  void minority_refusesInABound() throws Exception {
    FailoverCounter counter = cluster.failover("refused").counter();
    counter.increment();
    voters.kill(voters.leader());

    // After a while the node that is left gives itself up, as it has no majority either.
    assertThatThrownBy(counter::increment)
        .isInstanceOf(TroupeException.class)
        .hasMessageMatching("(?s).*(majority|No node of the cluster answers).*");
  }
}
