package io.troupe.internal.cluster.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RaftThreadTest {
  private static final int THREADS = 4;
  private static final int EACH = 20_000;

  private final RaftThread thread = new RaftThread();

  @AfterEach
  void end() {
    thread.end();
  }

  @Test
  void execute_idle_isDoneByTheCaller_andWhatThatBringsAfterIt() {
    List<String> done = new ArrayList<>();
    thread.execute(() -> {
      thread.execute(() -> done.add("second"));
      done.add("first by " + Thread.currentThread().getName());
    });
    assertThat(done).containsExactly("first by " + Thread.currentThread().getName(), "second");
  }

  @Test
  void execute_byManyThreads_isDoneOneByOne_allOfIt() throws Exception {
    int[] done = {0}; // a lost update would show two at once
    CountDownLatch all = new CountDownLatch(THREADS * EACH);
    for (int i = 0; i < THREADS; i++) {
      new Thread(() -> {
            for (int j = 0; j < EACH; j++) {
              thread.execute(() -> {
                done[0]++;
                all.countDown();
              });
            }
          })
          .start();
    }
    all.await();
    assertThat(done[0]).isEqualTo(THREADS * EACH);
  }

  @Test
  void ringAllDue_afterTheClockWasPutForward_doesThoseForWhichItIsTime_once() {
    List<String> done = new ArrayList<>();
    thread.schedule(() -> done.add("in an hour"), 1, TimeUnit.HOURS);
    thread.schedule(() -> done.add("in three hours"), 3, TimeUnit.HOURS);
    thread.ringAllDue();
    assertThat(done).isEmpty();
    thread.clock().skip(Duration.ofHours(2));
    thread.ringAllDue();
    thread.ringAllDue();
    assertThat(done).containsExactly("in an hour");
  }

  @Test
  void holdTimers_letsTimersWait_andTasksNot() throws Exception {
    CompletableFuture<Void> rung = new CompletableFuture<>();
    thread.schedule(() -> rung.complete(null), 1, TimeUnit.HOURS);
    thread.holdTimers(TimeUnit.HOURS.toMillis(5));
    thread.clock().skip(Duration.ofHours(2));
    thread.ringAllDue();
    assertThat(rung).isNotDone();
    CompletableFuture<Void> done = new CompletableFuture<>();
    thread.execute(() -> done.complete(null));
    done.get();
    assertThat(rung).isNotDone();
  }
}
