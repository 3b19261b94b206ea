package io.troupe.e2e.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.sync.Sharing;
import io.troupe.memory.LongValue;
import io.troupe.memory.Value;
import io.troupe.sync.Lock;
import io.troupe.sync.RLock;
import io.troupe.sync.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
class LocksOfProcessesTest {

  record Bundle(Lock lock, List<Semaphore> semaphores) {}

  static void acquireAndTell(Lock lock, Connection report) throws Exception {
    lock.acquire();
    report.send(lock.locked());
    report.recv(Boolean.class);
  }

  static void release(Lock lock) {
    lock.release();
  }

  static void releaseForeign(RLock lock, Connection report) throws Exception {
    try {
      lock.release();
      report.send("released");
    } catch (IllegalMonitorStateException e) {
      report.send(e.getMessage());
    }
  }

  static void describe(RLock lock, Connection report) throws Exception {
    lock.acquire();
    String held = lock.toString();
    lock.release();
    report.send(held);
    report.recv(Boolean.class);
  }

  static void increment(Lock lock, LongValue counter, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      lock.acquire();
      try {
        counter.set(counter.get() + 1);
      } finally {
        lock.release();
      }
    }
  }

  static void passOn(Connection handles, Connection report) throws Exception {
    Bundle bundle = handles.recv(Bundle.class);
    report.send(bundle.lock().tryLock());
    bundle.semaphores().get(0).release(3);
    report.send(true);
    report.recv(Boolean.class);
  }

  private static Lock make(Sharing sharing, boolean reentrant) {
    return reentrant
        ? TroupeRuntime.current().syncs().rlock(sharing)
        : TroupeRuntime.current().syncs().lock(sharing);
  }

  private static void lockedEverywhere(Lock lock) throws Exception {
    Pipe pipe = Pipe.duplex();
    Process child =
        Process.of(LocksOfProcessesTest::acquireAndTell, lock, pipe.second()).start();
    assertThat(pipe.first().recv(Boolean.class)).isTrue();
    assertThat(lock.locked()).isTrue();
    assertThat(lock.tryLock()).isFalse();
    pipe.first().send(true);
    child.join();
    await().until(() -> !lock.locked());
    assertThat(lock.acquire(Duration.ofSeconds(10))).isTrue();
    assertThat(lock.wasAbandoned()).isTrue();
    lock.release();
    lock.acquire();
    assertThat(lock.wasAbandoned()).isFalse();
    lock.release();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("C046")
  void acquiredByChildThatExits_isLockedEverywhere_thenAbandoned(Sharing sharing) throws Exception {
    lockedEverywhere(make(sharing, false));
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("C049")
  void rlockAcquiredByChildThatExits_isLockedEverywhere_thenAbandoned(Sharing sharing)
      throws Exception {
    lockedEverywhere(make(sharing, true));
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("X020")
  void release_byAnotherProcess_releasesALock(Sharing sharing) throws Exception {
    Lock lock = TroupeRuntime.current().syncs().lock(sharing);
    lock.acquire();
    Process child = Process.of(LocksOfProcessesTest::release, lock).start();
    child.join();
    assertThat(child.exitCode()).hasValue(0);
    assertThat(lock.locked()).isFalse();
    assertThatThrownBy(lock::release).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("X022")
  void release_byAnotherProcess_isRefusedByAnRLock(Sharing sharing) throws Exception {
    RLock lock = TroupeRuntime.current().syncs().rlock(sharing);
    lock.acquire();
    Pipe pipe = Pipe.duplex();
    Process child =
        Process.of(LocksOfProcessesTest::releaseForeign, lock, pipe.second()).start();
    assertThat(pipe.first().recv(String.class)).contains("does not hold");
    child.join();
    assertThat(lock.getHoldCount()).isEqualTo(1);
    lock.release();
  }

  @Test
  @Tag("C047")
  void toString_namesTheHolder() throws Exception {
    RLock lock = RLock.create();
    Pipe pipe = Pipe.duplex();
    Process child = Process.of(LocksOfProcessesTest::describe, lock, pipe.second())
        .name("P1")
        .start();
    assertThat(pipe.first().recv(String.class)).contains("P1").contains("count=1");
    assertThat(lock).hasToString("RLock[holder=none, count=0]");
    lock.acquire();
    lock.acquire();
    lock.acquire();
    assertThat(lock.toString()).contains("MainProcess").contains("count=3");
    pipe.first().send(true);
    child.join();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void increments_ofThreeProcesses_areAllCounted(Sharing sharing) throws Exception {
    int times = sharing == Sharing.CELL ? 100_000 : 2_000;
    Lock lock = TroupeRuntime.current().syncs().lock(sharing);
    LongValue counter = Value.ofLong(0);
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      children.add(
          Process.of(LocksOfProcessesTest::increment, lock, counter, times).start());
    }
    increment(lock, counter, times);
    for (Process child : children) {
      child.join();
    }
    assertThat(counter.get()).isEqualTo(3L * times);
    assertThat(lock.locked()).isFalse();
  }

  @Test
  void lock_inPoolTasks_excludesThem() throws Exception {
    Lock lock = Lock.create();
    LongValue counter = Value.ofLong(0);
    try (Pool pool = Pool.of(2)) {
      pool.map(
          times -> {
            increment(lock, counter, times);
            return times;
          },
          List.of(1_000, 1_000, 1_000, 1_000));
    }
    assertThat(counter.get()).isEqualTo(4_000);
  }

  @Test
  @Tag("X026")
  void handles_crossByAPipe_insideOtherValues() throws Exception {
    Pipe handles = Pipe.duplex();
    Pipe report = Pipe.duplex();
    Process child = Process.of(LocksOfProcessesTest::passOn, handles.second(), report.second())
        .start();
    Lock lock = Lock.create();
    Semaphore semaphore = Semaphore.create(0);
    handles.first().send(new Bundle(lock, List.of(semaphore)));
    assertThat(report.first().recv(Boolean.class)).isTrue();
    assertThat(lock.locked()).isTrue();
    assertThat(report.first().recv(Boolean.class)).isTrue();
    assertThat(semaphore.availablePermits()).isEqualTo(3);
    report.first().send(true);
    child.join();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void child_thatForgetsItsHandle_stillHoldsTheLock(Sharing sharing) throws Exception {
    Lock lock = TroupeRuntime.current().syncs().lock(sharing);
    Pipe pipe = Pipe.duplex();
    Process child =
        Process.of(LocksOfProcessesTest::acquireAndForget, lock, pipe.second()).start();
    pipe.first().recv(Boolean.class);
    assertThat(lock.acquire(Duration.ofMillis(100))).isFalse();
    pipe.first().send(true);
    child.join();
    assertThat(lock.acquire(Duration.ofSeconds(10))).isTrue();
    assertThat(lock.wasAbandoned()).isTrue();
  }

  static void acquireAndForget(Lock lock, Connection report) throws Exception {
    Holder holder = new Holder(lock);
    holder.acquireAndForget();
    System.gc();
    report.send(true);
    report.recv(Boolean.class);
  }

  private static final class Holder {
    private Lock lock;

    private Holder(Lock lock) {
      this.lock = lock;
    }

    private void acquireAndForget() throws InterruptedException {
      lock.acquire();
      lock = null;
    }
  }
}
