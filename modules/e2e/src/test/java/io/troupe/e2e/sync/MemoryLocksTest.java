package io.troupe.e2e.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Process;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.memory.Array;
import io.troupe.memory.ByteArray;
import io.troupe.memory.DoubleArray;
import io.troupe.memory.DoubleValue;
import io.troupe.memory.IntValue;
import io.troupe.memory.LongValue;
import io.troupe.memory.Value;
import io.troupe.sync.Event;
import io.troupe.sync.Hold;
import io.troupe.sync.RLock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values and arrays that processes change, with their locks and without. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class MemoryLocksTest {

  record Shared(IntValue x, DoubleValue y, LongValue z, DoubleArray items, ByteArray text) {}

  static void doubleAll(Shared shared, boolean locked) throws Exception {
    if (locked) {
      try (Hold held = shared.x().hold();
          Hold items = shared.items().hold()) {
        doubleAll(shared);
      }
    } else {
      doubleAll(shared);
    }
  }

  private static void doubleAll(Shared shared) {
    shared.x().set(2 * shared.x().get());
    shared.y().set(2 * shared.y().get());
    shared.z().set(2 * shared.z().get());
    for (int i = 0; i < shared.items().length(); i++) {
      shared.items().set(i, 2 * shared.items().get(i));
    }
    shared.text().copyFrom(5, shared.text().toArray(), 0, 5);
  }

  private static void childDoubles(boolean locked) throws Exception {
    Shared shared = new Shared(
        Value.ofInt(7),
        Value.ofDouble(1.0 / 3.0),
        Value.ofLong(1L << 33),
        DoubleArray.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
        ByteArray.ofLength(10));
    shared.text().copyFrom(0, "hello".getBytes(StandardCharsets.US_ASCII));
    Process child = Process.of(MemoryLocksTest::doubleAll, shared, locked).start();
    child.join();
    assertThat(child.exitCode()).hasValue(0);
    assertThat(shared.x().get()).isEqualTo(14);
    assertThat(shared.y().get()).isEqualTo(2.0 / 3.0);
    assertThat(shared.z().get()).isEqualTo(1L << 34);
    assertThat(shared.items().toArray()).containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18);
    assertThat(shared.text().toArray()).isEqualTo("hellohello".getBytes(StandardCharsets.US_ASCII));
    assertThat(shared.x().getLock().locked()).isFalse();
  }

  @Test
  @Tag("C156")
  void child_changesValuesAndArrays() throws Exception {
    childDoubles(false);
  }

  @Test
  @Tag("C157")
  void child_changesValuesAndArrays_underTheirLocks() throws Exception {
    childDoubles(true);
  }

  static void increment(LongValue counter, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (Hold held = counter.hold()) {
        counter.set(counter.get() + 1);
      }
    }
  }

  @Test
  void increments_underTheLockOfTheValue_areAllCounted() throws Exception {
    int times = 100_000;
    LongValue counter = Value.ofLong(0);
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      children.add(Process.of(MemoryLocksTest::increment, counter, times).start());
    }
    increment(counter, times);
    for (Process child : children) {
      child.join();
      assertThat(child.exitCode()).hasValue(0);
    }
    assertThat(counter.get()).isEqualTo(3L * times);
  }

  static void holdAndStay(Array array, RLock lock, Event done) throws Exception {
    array.getLock().acquire();
    lock.acquire();
    done.set();
    Thread.currentThread().join();
  }

  @Test
  void holderKilled_locksOfSmallAndLargeMemoryAreReleased() throws Exception {
    for (int length : new int[] {10, 1 << 20}) {
      ByteArray array = ByteArray.ofLength(length);
      LongValue value = Value.ofLong(0);
      RLock lockOfValue = value.getLock();
      Event done = Event.create();
      Process child =
          Process.of(MemoryLocksTest::holdAndStay, array, lockOfValue, done).start();
      done.await();
      assertThat(array.getLock().acquire(Duration.ofMillis(100))).isFalse();
      assertThat(lockOfValue.tryLock()).isFalse();
      child.kill();
      assertThat(array.getLock().acquire(Duration.ofSeconds(30))).isTrue();
      assertThat(array.getLock().wasAbandoned()).isTrue();
      assertThat(lockOfValue.acquire(Duration.ofSeconds(30))).isTrue();
      assertThat(lockOfValue.wasAbandoned()).isTrue();
      assertThat(value.getLock().getHoldCount()).isEqualTo(1);
    }
  }

  static void askForLock(Connection values, Connection report) throws Exception {
    IntValue value = values.recv(IntValue.class);
    report.send(value.getLock().tryLock());
    value.getLock().acquire();
    report.send(true);
    value.getLock().release();
    values.close();
  }

  @Test
  void waiterInTheChild_getsTheLockWhenItIsReleased() throws Exception {
    Pipe values = Pipe.duplex();
    Pipe report = Pipe.simplex();
    Process child = Process.of(MemoryLocksTest::askForLock, values.second(), report.writer())
        .start();
    IntValue value = Value.ofInt(1);
    value.getLock().acquire();
    values.first().send(value);
    assertThat(report.reader().recv(Boolean.class)).isFalse();
    assertThat(report.reader().poll(Duration.ofMillis(200))).isFalse();
    value.getLock().release();
    assertThat(report.reader().recv(Boolean.class)).isTrue();
    child.join();
  }
}
