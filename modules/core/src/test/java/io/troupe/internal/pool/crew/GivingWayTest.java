package io.troupe.internal.pool.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.Call;
import io.troupe.Output;
import io.troupe.internal.pool.result.CallResult;
import io.troupe.internal.pool.result.Lease;
import io.troupe.internal.pool.worker.PoolSettings;
import io.troupe.internal.pool.worker.ThreadWorkers;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.spi.SiteProcess.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool whose workers are asked to make room for others. */
@Timeout(60)
class GivingWayTest {
  private static KitHost host;

  private PoolCore core;

  @BeforeAll
  static void start() {
    host = new KitHost();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @BeforeEach
  void startPool() {
    PoolSettings settings = new PoolSettings(
        "test",
        2,
        true,
        null,
        null,
        0,
        0,
        null,
        null,
        Duration.ofMillis(50),
        0,
        0,
        false,
        new ChildSpec(List.of(), Map.of(), null, null, null, null, Output.INHERITED, null));
    core = new PoolCore(settings, host, new ThreadWorkers(settings, host.cpu()));
    core.start();
    await().until(() -> core.crew().all().stream().filter(this::isIdle).count() == 2);
  }

  @AfterEach
  void endPool() throws Exception {
    core.terminate(PoolEnd.KILL);
    core.end().get(30, TimeUnit.SECONDS);
  }

  private boolean isIdle(Member member) {
    return core.dispatch().isIdle(member.lane);
  }

  private List<String> names() {
    return core.crew().all().stream().map(member -> member.name).toList();
  }

  private CallResult<Integer> submit(CountDownLatch begun, CountDownLatch release) {
    return CallResult.submit(Lease.of(core), Call.of(() -> {
      begun.countDown();
      release.await();
      return 1;
    }));
  }

  @Test
  void wanted_idleWorkers_end_andComeBackForTasks() throws Exception {
    core.crew().all().forEach(member -> member.wanted(Wish.IF_IDLE));
    await().until(() -> core.crew().isEmpty());

    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    CallResult<Integer> one = submit(begun, release);
    CallResult<Integer> other = submit(begun, release);
    begun.await();
    release.countDown();
    assertThat(one.get() + other.get()).isEqualTo(2);
    assertThat(names()).containsExactlyInAnyOrder("PoolWorker-3", "PoolWorker-4");
  }

  @Test
  void wanted_fewerTasksThanBefore_noMoreWorkersThanThat() throws Exception {
    core.crew().all().forEach(member -> member.wanted(Wish.IF_IDLE));
    await().until(() -> core.crew().isEmpty());

    for (int i = 0; i < 20; i++) { // one after the other
      assertThat(CallResult.submit(Lease.of(core), Call.of(() -> 1)).get()).isEqualTo(1);
    }
    assertThat(names()).containsExactly("PoolWorker-3");
  }

  @Test
  void wanted_busyWorker_staysUnlessItMust() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    CallResult<Integer> one = submit(begun, release);
    CallResult<Integer> other = submit(begun, release);
    begun.await();
    Member first = core.crew().all().get(0);
    Member second = core.crew().all().get(1);

    first.wanted(Wish.IF_IDLE);
    second.wanted(Wish.AFTER_TASK);
    await().until(() -> second.is(Member.Phase.RETIRING));
    release.countDown();

    assertThat(one.get() + other.get()).isEqualTo(2);
    await().until(() -> names().equals(List.of("PoolWorker-1")));
    assertThat(first.is(Member.Phase.ACTIVE)).isTrue();
  }

  @Test
  void wanted_moreTasksThanWorkers_isReplacedAtOnce() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    List<CallResult<Integer>> all =
        List.of(submit(begun, release), submit(begun, release), submit(begun, release));
    begun.await();

    core.crew().all().get(0).wanted(Wish.AFTER_TASK);
    await().until(() -> names().contains("PoolWorker-3"));
    release.countDown();
    for (CallResult<Integer> each : all) {
      assertThat(each.get()).isEqualTo(1);
    }
  }
}
