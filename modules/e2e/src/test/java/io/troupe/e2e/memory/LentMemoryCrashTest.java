package io.troupe.e2e.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.AsyncResult;
import io.troupe.OwnerLostException;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.e2e.support.Scratch;
import io.troupe.e2e.support.Signals;
import io.troupe.memory.Array;
import io.troupe.memory.IntArray;
import io.troupe.memory.IntValue;
import io.troupe.memory.LongValue;
import io.troupe.memory.ShareableList;
import io.troupe.memory.Value;
import io.troupe.sync.Event;
import io.troupe.sync.Hold;
import io.troupe.sync.RLock;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Locks, handles and deaths, where processes have values of others that they cannot map, since their
 * shared memory is in another directory: as on another machine.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class LentMemoryCrashTest {
  @TempDir
  Path elsewhere;

  private Process apart(Process process) {
    return process.jvmOptions("-Dtroupe.memory.directory=" + elsewhere);
  }

  private Pool poolApart(int workers) {
    return Pool.builder()
        .processes(workers)
        .jvmOptions("-Dtroupe.memory.directory=" + elsewhere)
        .start();
  }

  static int incrementUnderLock(LongValue value, RLock lock, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (Hold held = i % 2 == 0 ? value.hold() : lock.hold();
          Hold again = value.hold()) {
        value.set(value.get() + 1);
      }
    }
    return times;
  }

  @Test
  void lockOfTheValue_isOneLockForAll() throws Exception {
    LongValue value = Value.ofLong(0);
    try (Pool pool = poolApart(2);
        Pool here = Pool.of(1)) {
      RLock lock = value.getLock();
      List<AsyncResult<Integer>> others = IntStream.range(0, 2)
          .mapToObj(i -> pool.applyAsync(LentMemoryCrashTest::incrementUnderLock, value, lock, 200))
          .toList();
      AsyncResult<Integer> sibling =
          here.applyAsync(LentMemoryCrashTest::incrementUnderLock, value, lock, 2_000);
      incrementUnderLock(value, lock, 2_000);
      for (AsyncResult<Integer> each : others) {
        each.get();
      }
      sibling.get();
    }
    assertThat(value.get()).isEqualTo(2 * 200 + 2 * 2_000);
    assertThat(value.getLock().locked()).isFalse();
  }

  static void holdForEver(Array array, RLock lock, Event held) throws InterruptedException {
    array.getLock().acquire();
    lock.acquire();
    held.set();
    Thread.currentThread().join();
  }

  @Test
  void holderKilled_itsLocksAreReleased() throws Exception {
    IntArray array = IntArray.of(1, 2);
    IntValue value = Value.ofInt(0);
    Event held = Event.create();
    Process holder = apart(
            Process.of(LentMemoryCrashTest::holdForEver, array, value.getLock(), held))
        .start();
    held.await();
    assertThat(array.getLock().tryLock()).isFalse();
    assertThat(value.getLock().tryLock()).isFalse();
    assertThat(value.getLock().toString()).contains("another process");

    holder.kill();

    assertThat(array.getLock().acquire(Scratch.PATIENCE)).isTrue();
    assertThat(array.getLock().wasAbandoned()).isTrue();
    assertThat(value.getLock().acquire(Scratch.PATIENCE)).isTrue();
  }

  static List<Boolean> tryLocks(IntValue value, Duration limit) throws InterruptedException {
    RLock lock = value.getLock();
    return List.of(lock.tryLock(), lock.acquire(limit), lock.locked());
  }

  @Test
  void lockHeldHere_isNotToBeHadElsewhere() throws Exception {
    IntValue value = Value.ofInt(0);
    try (Pool pool = poolApart(1)) {
      try (Hold held = value.hold()) {
        assertThat(pool.apply(LentMemoryCrashTest::tryLocks, value, Duration.ofMillis(10)))
            .containsExactly(false, false, true);
      }
      assertThat(pool.apply(LentMemoryCrashTest::tryLocks, value, Scratch.PATIENCE))
          .containsExactly(true, true, true);
    }
  }

  record Kept(IntValue value, IntArray array) {}

  static void keep(Kept kept, Queue<Integer> said, Event stop) throws InterruptedException {
    said.put(kept.value().get() + kept.array().length());
    stop.await();
    kept.array().close();
    kept.value().close();
    said.put(-1);
    Thread.currentThread().join();
  }

  private static boolean isThere(String name) throws IOException {
    try {
      Value.attach(name).close();
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  @Test
  void memory_isInUseUntilTheLastHandleElsewhereIsClosedOrItsProcessKilled() throws Exception {
    for (boolean killed : new boolean[] {false, true}) {
      IntValue value = Value.ofInt(7);
      IntArray array = IntArray.ofLength(100_000);
      Queue<Integer> said = Queue.create();
      Event stop = Event.create();
      Kept kept = new Kept(value, array);
      Process user =
          apart(Process.of(LentMemoryCrashTest::keep, kept, said, stop)).start();
      assertThat(said.get()).isEqualTo(100_007);
      String name = value.name();
      value.close();
      array.close();
      assertThat(isThere(name)).isTrue();

      if (killed) {
        user.kill();
        user.join();
      } else {
        stop.set();
        assertThat(said.get()).isEqualTo(-1);
      }

      await().atMost(Scratch.PATIENCE).until(() -> !isThere(name));
      user.kill();
    }
  }

  static boolean forget(IntValue value) {
    WeakReference<IntValue> last = new WeakReference<>(value);
    return last.get() != null && value.get() == 7;
  }

  @Test
  void handleElsewhere_isGivenBackByTheCollector() throws Exception {
    IntValue value = Value.ofInt(7);
    String name = value.name();
    try (Pool pool = poolApart(1)) {
      assertThat(pool.apply(LentMemoryCrashTest::forget, value)).isTrue();
      value.close();
      await().atMost(Scratch.PATIENCE).until(() -> {
        pool.apply(() -> {
          System.gc();
          return true;
        });
        return !isThere(name);
      });
    }
  }

  record Owned(IntValue value, ShareableList list) {}

  static void own(Queue<Owned> made) throws Exception {
    IntValue value = Value.ofInt(41);
    ShareableList list = ShareableList.of("there");
    made.put(new Owned(value, list));
    value.getLock().acquire();
    Thread.currentThread().join();
  }

  @Test
  void ownerKilled_itsUsersElsewhereHearOfIt() throws Exception {
    Queue<Owned> made = Queue.create();
    Process owner = apart(Process.of(LentMemoryCrashTest::own, made)).start();
    Owned owned = made.get();
    assertThat(owned.value().incrementAndGet()).isEqualTo(42);
    assertThat(owned.list().get(0)).isEqualTo("there");
    await().atMost(Scratch.PATIENCE).until(() -> owned.value().getLock().locked());

    try (Pool pool = Pool.threads(1)) {
      AsyncResult<Boolean> waiting =
          pool.applyAsync(() -> owned.value().getLock().acquire(Duration.ofMinutes(2)));
      owner.kill();

      assertThatThrownBy(waiting::get).hasMessageContaining("has ended");
    }
    assertThatThrownBy(() -> owned.value().get())
        .isInstanceOf(OwnerLostException.class)
        .hasMessageContaining("has ended");
    assertThatThrownBy(() -> owned.list().set(0, "x")).isInstanceOf(OwnerLostException.class);
    owned.value().close();
    assertThatThrownBy(() -> owned.value().get()).isInstanceOf(IllegalStateException.class);
  }

  static int increment(IntValue value) {
    return value.incrementAndGet();
  }

  static IntValue handOn(IntValue value) {
    value.incrementAndGet();
    return value;
  }

  @Test
  void handleThatIsHandedOn_isOfTheSameValue_alsoAtHome() throws Exception {
    IntValue value = Value.ofInt(0);
    try (Pool apart = poolApart(1);
        Pool here = Pool.of(1)) {
      IntValue home = apart.apply(LentMemoryCrashTest::handOn, value);
      assertThat(home.incrementAndGet()).isEqualTo(2);
      Queue<IntValue> queue = Queue.create();
      apart.apply(
          (IntValue it, Queue<IntValue> to) -> {
            to.put(it);
            return true;
          },
          value,
          queue);
      assertThat(here.apply(LentMemoryCrashTest::increment, queue.get())).isEqualTo(3);
      IntValue sibling = here.apply(LentMemoryCrashTest::handOn, value);
      assertThat(apart.apply(LentMemoryCrashTest::increment, sibling)).isEqualTo(5);
    }
    assertThat(value.get()).isEqualTo(5);
  }

  @Test
  void handle_whoseMemoryWasGivenBackOnTheWay_doesNotArrive() throws Exception {
    IntValue value = Value.ofInt(0);
    Event go = Event.create();
    try (Pool pool = poolApart(1)) {
      AsyncResult<Boolean> busy = pool.applyAsync(
          (Event it) -> {
            it.await();
            return true;
          },
          go);
      AsyncResult<Integer> late = pool.applyAsync(LentMemoryCrashTest::increment, value);
      value.close();
      go.set();
      busy.get();
      assertThatThrownBy(late::get).hasStackTraceContaining("given it back");
    }
  }

  @Test
  void ownerStopped_itsHandlesTravelAndArrive() throws Exception {
    Queue<Owned> made = Queue.create();
    Process owner = apart(Process.of(LentMemoryCrashTest::own, made)).start();
    IntValue value = made.get().value();
    assertThat(value.get()).isEqualTo(41);
    Signals.send("STOP", owner.pid());
    Queue<IntValue> queue = Queue.create();
    queue.put(value);
    IntValue again = queue.get();
    Signals.send("CONT", owner.pid());
    assertThat(again.incrementAndGet()).isEqualTo(42);
    owner.kill();
  }
}
