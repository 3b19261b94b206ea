package io.troupe.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.function.VoidTask0;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.sync.Barrier;
import io.troupe.sync.Condition;
import io.troupe.sync.Event;
import io.troupe.sync.RLock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conditions, events and barriers among the threads of one process. */
@Timeout(60)
class MeetingsTest {

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("X028")
  void condition_withoutLockOrSignal_failsOrTimesOut(Sharing sharing) throws Exception {
    Condition condition = Condition.create(TroupeRuntime.current().syncs().lock(sharing));
    assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(condition::signalAll).isInstanceOf(IllegalMonitorStateException.class);
    condition.getLock().acquire();
    assertThat(condition.await(Duration.ZERO)).isFalse();
    assertThat(condition.await(Duration.ofSeconds(-1))).isFalse();
    assertThat(condition.await(Duration.ofMillis(50))).isFalse();
    assertThat(condition.awaitNanos(1000)).isNotPositive();
    AtomicInteger looked = new AtomicInteger();
    assertThat(condition.waitFor(() -> looked.incrementAndGet() > 5, Duration.ofMillis(20)))
        .isFalse();
    assertThat(condition.waitFor(() -> true, Duration.ZERO)).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> condition.signal(-1));
    condition.signal(3); // for nobody, and not kept
    assertThat(condition.await(Duration.ofMillis(20))).isFalse();
    condition.getLock().release();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("X029")
  void condition_heldTwice_isReleasedAltogether_andHeldTwiceAgain(Sharing sharing)
      throws Exception {
    RLock lock = TroupeRuntime.current().syncs().rlock(sharing);
    Condition condition = lock.newCondition();
    CompletableFuture<Integer> waiter = LockTest.inThread(() -> {
      lock.acquire();
      lock.acquire();
      condition.await();
      int count = lock.getHoldCount();
      lock.release();
      lock.release();
      return count;
    });
    await().until(() -> condition.toString().contains("waiting=1"));
    lock.acquire();
    condition.signal();
    lock.release();
    assertThat(waiter.join()).isEqualTo(2);
    assertThat(lock.locked()).isFalse();
  }

  @Test
  void signal_someOfMany_wakesTheFirst() throws Exception {
    Condition condition = Condition.create();
    List<CompletableFuture<Boolean>> waiters = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      waiters.add(LockTest.inThread(() -> {
        condition.getLock().acquire();
        boolean told = condition.await(Duration.ofSeconds(30));
        condition.getLock().release();
        return told;
      }));
      String waiting = "waiting=" + i;
      await().until(() -> condition.toString().contains(waiting));
    }
    condition.getLock().acquire();
    condition.signal(3);
    condition.getLock().release();
    for (int i = 0; i < 3; i++) {
      assertThat(waiters.get(i).join()).isTrue();
    }
    assertThat(waiters.get(3)).isNotDone();
    condition.getLock().acquire();
    condition.signalAll();
    condition.getLock().release();
    assertThat(waiters.get(3).join()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void event_clearedAtOnce_isMissedByNobodyWhoWaited(Sharing sharing) {
    Event event = TroupeRuntime.current().syncs().event(sharing);
    for (int round = 0; round < 50; round++) {
      List<CompletableFuture<Boolean>> waiters = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        waiters.add(LockTest.inThread(() -> event.await(Duration.ofSeconds(30))));
      }
      await().until(() -> ((DefaultEvent) event).waiting() == 3);
      event.set();
      event.clear();
      assertThat(waiters).allSatisfy(waiter -> assertThat(waiter.join()).isTrue());
    }
    assertThat(event).hasToString("Event[not set]");
  }

  @Test
  @Tag("C073")
  void barrier_ofOne_isPassedAtOnce() throws Exception {
    Barrier barrier = Barrier.create(1);
    assertThat(barrier.await()).isZero();
    assertThat(barrier.await(Duration.ZERO)).isZero();
    assertThat(barrier.getParties()).isEqualTo(1);
  }

  @Test
  @Tag("X033")
  void barrier_badArguments_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Barrier.create(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Barrier.create(2, Duration.ZERO));
  }

  @Test
  @Tag("X032")
  void barrier_timedOut_isBrokenUntilReset() throws Exception {
    Barrier barrier = Barrier.create(2);
    assertThatThrownBy(() -> barrier.await(Duration.ofMillis(50)))
        .isInstanceOf(BrokenBarrierException.class);
    assertThat(barrier.isBroken()).isTrue();
    assertThat(barrier.getNumberWaiting()).isZero();
    assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
    barrier.reset();
    assertThat(barrier.isBroken()).isFalse();
    CompletableFuture<Integer> first = LockTest.inThread(barrier::await);
    await().until(() -> barrier.getNumberWaiting() == 1);
    assertThat(barrier.await()).isEqualTo(1);
    assertThat(first.join()).isZero();
  }

  private static void fail() throws IOException {
    throw new IOException("the action failed");
  }

  @Test
  @Tag("X034")
  void barrierAction_throws_isThrownThere_andBreaksForTheRest() {
    VoidTask0 action = MeetingsTest::fail;
    Barrier barrier = Barrier.create(2, action);
    CompletableFuture<Integer> first = LockTest.inThread(barrier::await);
    await().until(() -> barrier.getNumberWaiting() == 1);
    assertThatThrownBy(barrier::await)
        .isInstanceOf(IOException.class)
        .hasMessage("the action failed");
    assertThatThrownBy(first::join).hasCauseInstanceOf(BrokenBarrierException.class);
    assertThat(barrier.isBroken()).isTrue();
  }

  @Test
  void barrier_interruptedParty_breaksIt() {
    Barrier barrier = Barrier.create(3);
    CompletableFuture<Integer> first = LockTest.inThread(barrier::await);
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    CompletableFuture<Integer> second = LockTest.inThread(() -> {
      thread.complete(Thread.currentThread());
      return barrier.await();
    });
    await().until(() -> barrier.getNumberWaiting() == 2);
    thread.join().interrupt();
    assertThatThrownBy(second::join).hasCauseInstanceOf(InterruptedException.class);
    assertThatThrownBy(first::join).hasCauseInstanceOf(BrokenBarrierException.class);
  }
}
