package io.troupe.e2e.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.AsyncResult;
import io.troupe.JoinableQueue;
import io.troupe.Pool;
import io.troupe.Queue;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.e2e.support.Signals;
import io.troupe.manager.CallAbandonedException;
import io.troupe.manager.Manager;
import io.troupe.sync.Barrier;
import io.troupe.sync.BoundedSemaphore;
import io.troupe.sync.Condition;
import io.troupe.sync.Event;
import io.troupe.sync.Lock;
import io.troupe.sync.RLock;
import io.troupe.sync.Semaphore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What is said to a process that is stopped takes effect when it goes on, and is not waited for;
 * what it is asked ends by its time limit, or by an interrupt where it has none.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StoppedOwnerCallsTest {
  private static final Duration LIMIT = Duration.ofMillis(500);

  private Manager manager;

  @BeforeEach
  void start() {
    manager = Manager.process();
  }

  @AfterEach
  void close() throws Exception {
    Thread.interrupted();
    signal("CONT");
    manager.close();
  }

  private void signal(String name) throws Exception {
    Signals.send(name, manager.serverProcess().orElseThrow().pid());
  }

  private static void assertHearsInterrupt(ThrowingCallable call) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(call).isInstanceOf(CallAbandonedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** The interrupt comes when the call waits already. */
  private static void assertHearsLaterInterrupt(ThrowingCallable call) {
    Thread caller = Thread.currentThread();
    Thread interrupter = new Thread(() -> {
      await()
          .until(() -> caller.getState() == Thread.State.TIMED_WAITING
              || caller.getState() == Thread.State.WAITING);
      caller.interrupt();
    });
    interrupter.start();
    assertThatThrownBy(call).isInstanceOf(CallAbandonedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void event_ofItsOwn_isSetAndClearedLater() throws Exception {
    Event used = manager.event();
    Event unused = manager.event();
    Event cleared = manager.event();
    used.clear();
    cleared.set();
    signal("STOP");
    used.set();
    unused.set();
    cleared.clear();
    assertThat(unused.await(Duration.ZERO)).isFalse();
    assertHearsInterrupt(used::isSet);
    assertHearsLaterInterrupt(used::isSet);
    assertThat(used).hasToString("Event[unknown: its owner does not answer]");
    signal("CONT");
    assertThat(used.isSet()).isTrue();
    assertThat(unused.isSet()).isTrue();
    assertThat(cleared.isSet()).isFalse();
    assertThat(used).hasToString("Event[set]");
  }

  @Test
  void lock_ofItsOwn_isReleasedLater() throws Exception {
    Lock lock = manager.lock();
    RLock rlock = manager.rlock();
    lock.acquire();
    rlock.acquire();
    signal("STOP");
    lock.release();
    rlock.release();
    assertThat(lock.tryLock()).isFalse();
    assertHearsInterrupt(lock::locked);
    assertHearsInterrupt(rlock::getHoldCount);
    assertThat(lock).hasToString("Lock[holder=unknown: its owner does not answer]");
    assertThat(rlock).hasToString("RLock[holder=unknown: its owner does not answer]");
    signal("CONT");
    lock.acquire();
    rlock.acquire();
    assertThat(rlock.getHoldCount()).isEqualTo(1);
    lock.release();
    rlock.release();
  }

  @Test
  void lock_thatWasNotUsedBefore_isNotAcquiredInTime() throws Exception {
    Lock lock = manager.lock();
    Semaphore semaphore = manager.semaphore(1);
    signal("STOP");
    assertThat(lock.tryLock()).isFalse();
    assertThat(lock.acquire(LIMIT)).isFalse();
    assertThat(semaphore.tryAcquire()).isFalse();
    assertThat(semaphore.acquire(LIMIT)).isFalse();
    Thread.currentThread().interrupt();
    assertThatThrownBy(lock::acquire).isInstanceOf(InterruptedException.class);
    signal("CONT");
    lock.acquire();
    semaphore.acquire();
    assertThat(semaphore.availablePermits()).isZero();
  }

  @Test
  void semaphore_ofItsOwn_isReleasedLater() throws Exception {
    Semaphore used = manager.semaphore(1);
    Semaphore unused = manager.semaphore(0);
    BoundedSemaphore bounded = manager.boundedSemaphore(1);
    used.acquire();
    bounded.acquire();
    signal("STOP");
    used.release();
    unused.release();
    bounded.release();
    assertHearsInterrupt(used::availablePermits);
    assertThat(used).hasToString("Semaphore[permits=unknown: its owner does not answer]");
    signal("CONT");
    used.acquire();
    unused.acquire();
    bounded.acquire();
    bounded.release();
    assertThatThrownBy(bounded::release).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void condition_withItsLock_endsInTime() throws Exception {
    Condition condition = manager.condition(manager.lock());
    condition.getLock().acquire();
    signal("STOP");
    assertThat(condition.await(LIMIT)).isFalse();
    assertThat(condition.waitFor(() -> true, LIMIT)).isFalse();
    assertHearsInterrupt(condition::signalAll);
    Thread.currentThread().interrupt();
    assertThatThrownBy(condition::await).isInstanceOf(InterruptedException.class);
    assertThat(condition.toString()).contains("waiting=unknown");
    signal("CONT");
    condition.signalAll();
    condition.getLock().release();
  }

  @Test
  void barrier_ofItsOwn_isResetLater() throws Exception {
    Barrier barrier = manager.barrier(2);
    signal("STOP");
    assertHearsInterrupt(barrier::isBroken);
    barrier.abort();
    assertThat(barrier.toString()).contains("does not answer");
    signal("CONT");
    assertThat(barrier.isBroken()).isTrue();
  }

  @Test
  void queue_questionsHearInterrupts() throws Exception {
    Queue<Integer> queue = manager.queue();
    JoinableQueue<Integer> joinable = manager.joinableQueue();
    queue.put(1);
    joinable.put(1);
    int taken = joinable.get();
    signal("STOP");
    for (ThrowingCallable call : List.<ThrowingCallable>of(
        queue::size,
        queue::isEmpty,
        queue::peek,
        queue::iterator,
        queue::clear,
        () -> queue.remove(1),
        joinable::taskDone)) {
      assertHearsInterrupt(call);
    }
    assertHearsLaterInterrupt(queue::size);
    assertThat(joinable.join(100, TimeUnit.MILLISECONDS)).isFalse();
    signal("CONT");
    assertThat(taken).isEqualTo(1);
    assertThat(queue.size()).isZero();
    joinable.join();
  }

  @Test
  void pool_ofItsOwn_isCancelledAndEndedLater() throws Exception {
    Pool pool = manager.pool(1);
    AsyncResult<Void> running = pool.applyAsync(StoppedOwnerCallsTest::hang);
    AsyncResult<Void> waiting = pool.applyAsync(StoppedOwnerCallsTest::hang);
    await().until(() -> pool.progress().running() == 1);
    signal("STOP");
    assertHearsInterrupt(pool::progress);
    assertHearsInterrupt(pool::isClosed);
    assertThat(waiting.cancel(false)).isFalse();
    signal("CONT");
    await().until(waiting::isCancelled);
    assertThat(running.isDone()).isFalse();
    signal("STOP");
    pool.terminate();
    signal("CONT");
    await().until(running::isDone);
  }

  static Void hang() throws InterruptedException {
    Thread.currentThread().join();
    return null;
  }

  static void makePipe(Queue<Connection> ends) throws Exception {
    Connection[] pipe = pipe();
    ends.put(pipe[1]);
    Thread.currentThread().join();
  }

  private static Connection[] pipe() {
    Pipe pipe = Pipe.duplex();
    return new Connection[] {pipe.first(), pipe.second()};
  }

  @Test
  void send_intoAPipeThatNobodyReads_hearsAnInterrupt() throws Exception {
    Queue<Connection> ends = Queue.create();
    io.troupe.Process maker =
        io.troupe.Process.of(StoppedOwnerCallsTest::makePipe, ends).daemon(true).start();
    try {
      Connection end = ends.get();
      end.send("kept"); // so that nothing is fenced later
      Signals.send("STOP", maker.pid());
      Thread sender = Thread.currentThread();
      Thread interrupter = new Thread(() -> {
        await()
            .until(() -> sender.getState() == Thread.State.WAITING
                || sender.getState() == Thread.State.TIMED_WAITING);
        sender.interrupt();
      });
      interrupter.start();
      assertThatThrownBy(() -> end.send("x")).isInstanceOf(InterruptedException.class);
    } finally {
      maker.kill();
      maker.join();
    }
  }
}
