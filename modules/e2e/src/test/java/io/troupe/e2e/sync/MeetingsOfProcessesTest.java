package io.troupe.e2e.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.Process;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.sync.Sharing;
import io.troupe.memory.IntValue;
import io.troupe.memory.Value;
import io.troupe.sync.Barrier;
import io.troupe.sync.Condition;
import io.troupe.sync.Event;
import io.troupe.sync.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conditions, events and barriers between processes. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class MeetingsOfProcessesTest {
  private static final int PARTIES = 3;

  /** Waits in vain for a moment, then until it is notified. */
  static void waitTwice(Condition condition, Semaphore waiting, Semaphore woken) throws Exception {
    condition.getLock().acquire();
    try {
      assertThat(condition.await(Duration.ofMillis(50))).isFalse();
      waiting.release();
      condition.await();
      woken.release();
    } finally {
      condition.getLock().release();
    }
  }

  private static Thread inThread(Condition condition, Semaphore waiting, Semaphore woken) {
    Thread thread = new Thread(() -> {
      try {
        waitTwice(condition, waiting, woken);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void acquire(Semaphore semaphore, int permits) throws InterruptedException {
    assertThat(semaphore.tryAcquire(permits, 60, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("C056")
  void signalAll_wakesThreadsAndProcesses_thatHadTimedOutBefore(Sharing sharing) throws Exception {
    Condition condition = Condition.create(TroupeRuntime.current().syncs().rlock(sharing));
    Semaphore waiting = TroupeRuntime.current().syncs().semaphore(0, sharing);
    Semaphore woken = TroupeRuntime.current().syncs().semaphore(0, sharing);
    List<Process> children = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      children.add(Process.of(MeetingsOfProcessesTest::waitTwice, condition, waiting, woken)
          .start());
      threads.add(inThread(condition, waiting, woken));
    }
    acquire(waiting, 4);
    assertThat(woken.availablePermits()).isZero();
    signalAll(condition);
    acquire(woken, 4);
    for (Process child : children) {
      child.join();
      assertThat(child.exitCode()).hasValue(0);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    condition.getLock().acquire();
    assertThat(condition.await(Duration.ofMillis(20))).isFalse(); // nothing is left over
    condition.getLock().release();
  }

  // Whoever has said that it waits held the lock then, and has released it only by waiting.
  private static void signalAll(Condition condition) throws InterruptedException {
    condition.getLock().acquire();
    condition.signalAll();
    condition.getLock().release();
  }

  static void countTo(Condition condition, IntValue state, int last) throws Exception {
    for (int i = 0; i < last; i++) {
      condition.getLock().acquire();
      state.incrementAndGet();
      condition.signal();
      condition.getLock().release();
    }
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("C060")
  void waitFor_tooFewSignals_waitsItsTimeAndFails(Sharing sharing) throws Exception {
    Condition condition = Condition.create(TroupeRuntime.current().syncs().lock(sharing));
    IntValue state = Value.ofInt(0);
    Process child =
        Process.of(MeetingsOfProcessesTest::countTo, condition, state, 3).start();
    condition.getLock().acquire();
    assertThat(condition.waitFor(() -> state.get() == 3, Duration.ofSeconds(60)))
        .isTrue();
    long begin = System.nanoTime();
    assertThat(condition.waitFor(() -> state.get() == 4, Duration.ofMillis(100)))
        .isFalse();
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(100_000_000);
    condition.getLock().release();
    child.join();
  }

  static void signalOnce(Condition condition) throws Exception {
    condition.getLock().acquire();
    condition.signal();
    condition.getLock().release();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("C061")
  void await_returnsWhetherItWasSignalled_andCanBeInterrupted(Sharing sharing) throws Exception {
    Condition condition = Condition.create(TroupeRuntime.current().syncs().lock(sharing));
    condition.getLock().acquire();
    assertThat(condition.await(Duration.ZERO)).isFalse();
    assertThat(condition.await(Duration.ofMillis(50))).isFalse();
    Process child = Process.of(MeetingsOfProcessesTest::signalOnce, condition).start();
    assertThat(condition.await(Duration.ofSeconds(60))).isTrue();
    child.join();
    CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)
        .execute(Thread.currentThread()::interrupt);
    assertThatThrownBy(() -> condition.await(Duration.ofSeconds(60)))
        .isInstanceOf(InterruptedException.class);
    assertThat(condition.getLock().locked()).isTrue();
    condition.signalAll(); // which only the holder may
    condition.getLock().release();
  }

  static void setAfterAMoment(Event event, Event begun) throws Exception {
    begun.set();
    Thread.sleep(50);
    event.set();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("C062")
  void event_isWaitedForSetAndCleared(Sharing sharing) throws Exception {
    Event event = TroupeRuntime.current().syncs().event(sharing);
    Event begun = TroupeRuntime.current().syncs().event(sharing);
    assertThat(event.isSet()).isFalse();
    assertThat(event.await(Duration.ZERO)).isFalse();
    long begin = System.nanoTime();
    assertThat(event.await(Duration.ofMillis(100))).isFalse();
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(100_000_000);
    event.set();
    event.set();
    assertThat(event.isSet()).isTrue();
    event.await();
    assertThat(event.await(Duration.ofMillis(100))).isTrue();
    event.clear();
    event.clear();
    assertThat(event.isSet()).isFalse();
    Process child =
        Process.of(MeetingsOfProcessesTest::setAfterAMoment, event, begun).start();
    begun.await();
    event.await();
    assertThat(event.isSet()).isTrue();
    child.join();
  }

  static void pass(Barrier barrier, Connection report, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      report.send(barrier.await());
    }
  }

  private static List<Process> parties(Barrier barrier, List<Connection> reports, int times)
      throws Exception {
    List<Process> children = new ArrayList<>();
    for (int i = 1; i < PARTIES; i++) {
      Pipe pipe = Pipe.simplex();
      reports.add(pipe.reader());
      children.add(Process.of(MeetingsOfProcessesTest::pass, barrier, pipe.writer(), times)
          .start());
    }
    return children;
  }

  @Test
  @Tag("C065")
  @Tag("C066")
  @Tag("C074")
  void barrier_manyPassages_eachGivesEachNumberOnce() throws Exception {
    int times = 300;
    Barrier barrier = Barrier.create(PARTIES);
    List<Connection> reports = new ArrayList<>();
    List<Process> children = parties(barrier, reports, times);
    for (int i = 0; i < times; i++) {
      Set<Integer> numbers = new HashSet<>(List.of(barrier.await()));
      for (Connection report : reports) {
        numbers.add(report.recv(Integer.class));
        assertThat(report.poll()).as("nobody is a passage ahead").isFalse();
      }
      assertThat(numbers).containsExactlyInAnyOrder(0, 1, 2);
    }
    for (Process child : children) {
      child.join();
      assertThat(child.exitCode()).hasValue(0);
    }
  }

  @Test
  @Tag("C067")
  void barrierAction_isRunOnceAPassage_beforeAnybodyGoesOn() throws Exception {
    IntValue runs = Value.ofInt(0);
    Barrier barrier = Barrier.create(PARTIES, runs::incrementAndGet);
    List<Connection> reports = new ArrayList<>();
    List<Process> children = parties(barrier, reports, 5);
    for (int i = 1; i <= 5; i++) {
      barrier.await();
      assertThat(runs.get()).isEqualTo(i);
      for (Connection report : reports) {
        report.recv(Integer.class);
      }
    }
    for (Process child : children) {
      child.join();
    }
  }

  static void reportBroken(Barrier barrier, Semaphore broken) throws Exception {
    try {
      barrier.await();
    } catch (BrokenBarrierException e) {
      broken.release();
    }
  }

  private static List<Process> coming(Barrier barrier, Semaphore broken) {
    List<Process> children = new ArrayList<>();
    for (int i = 1; i < PARTIES; i++) {
      children.add(
          Process.of(MeetingsOfProcessesTest::reportBroken, barrier, broken).start());
    }
    return children;
  }

  private static List<Process> waiting(Barrier barrier, Semaphore broken) {
    List<Process> children = coming(barrier, broken);
    await().until(() -> barrier.getNumberWaiting() == PARTIES - 1);
    return children;
  }

  @Test
  @Tag("C069")
  @Tag("C070")
  void barrier_resetOrAborted_breaksForThoseWhoWait_andIsUsableAfterReset() throws Exception {
    Barrier barrier = Barrier.create(PARTIES);
    Semaphore broken = Semaphore.create(0);
    waiting(barrier, broken);
    barrier.reset();
    acquire(broken, 2);
    assertThat(barrier.isBroken()).isFalse();
    waiting(barrier, broken);
    barrier.abort();
    acquire(broken, 2);
    assertThat(barrier.isBroken()).isTrue();
    assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
    barrier.reset();
    List<Connection> reports = new ArrayList<>();
    parties(barrier, reports, 1);
    barrier.await();
    for (Connection report : reports) {
      assertThat(report.recv(Integer.class)).isBetween(0, 2);
    }
  }

  @Test
  @Tag("C071")
  void barrier_onePartyTooLate_breaksForAll() throws Exception {
    Barrier barrier = Barrier.create(PARTIES, Duration.ofMillis(500));
    Semaphore broken = Semaphore.create(0);
    coming(barrier, broken);
    acquire(broken, 2);
    assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
    assertThat(barrier.isBroken()).isTrue();
  }
}
