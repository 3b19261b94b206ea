package io.troupe.e2e.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.Call;
import io.troupe.Output;
import io.troupe.OwnerLostException;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.StartMethod;
import io.troupe.function.VoidTask1;
import io.troupe.internal.pool.worker.PoolSettings;
import io.troupe.internal.process.Work;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.sync.Lock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A JVM can have several runtimes, which share what they own as processes do. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TwoRuntimesTest {
  private final TroupeRuntime here = TroupeRuntime.create();
  private final TroupeRuntime there = TroupeRuntime.create();

  @AfterEach
  void close() {
    there.close();
    here.close();
  }

  @SuppressWarnings("unchecked") // what arrives is what left
  private static <T> T handOver(T value, TroupeRuntime from, TroupeRuntime to) {
    return (T) to.payloads().decode(from.payloads().encode(value));
  }

  static int answer(Queue<String> notes, int half) throws InterruptedException {
    notes.put("half of it is " + half);
    return 2 * half;
  }

  static void note(Queue<String> notes) throws InterruptedException {
    notes.put(Process.current().name());
  }

  @Test
  void queue_ofOneRuntime_isUsedFromTheOther() throws InterruptedException {
    Queue<String> made = here.queues().queue(2);
    Queue<String> opened = handOver(made, here, there);
    assertThat(opened).isNotSameAs(made);
    made.put("a");
    opened.put("b");
    assertThat(opened.get()).isEqualTo("a");
    assertThat(made.get()).isEqualTo("b");
    opened.put("c");
    opened.put("d");
    assertThat(made.offer("e")).isFalse();
  }

  @Test
  void lock_heldInOneRuntime_isNotHadInTheOther() throws InterruptedException {
    Lock made = here.syncs().lock();
    Lock opened = handOver(made, here, there);
    made.lock();
    assertThat(opened.tryLock()).isFalse();
    AtomicBoolean released = new AtomicBoolean();
    Thread waiter = new Thread(() -> {
      opened.lock();
      assertThat(released).isTrue();
      opened.unlock();
    });
    waiter.start();
    released.set(true);
    made.unlock();
    waiter.join();
    assertThat(made.tryLock()).isTrue();
    made.unlock();
  }

  @Test
  void pool_ofOneRuntime_getsTheQueueOfTheOther() throws InterruptedException {
    Queue<String> notes = there.queues().queue(0);
    try (Pool pool = here.pools().start(twoWorkers())) {
      Queue<String> known = handOver(notes, there, here);
      assertThat(pool.apply(Call.of(TwoRuntimesTest::answer, known, 21))).isEqualTo(42);
      assertThat(notes.get()).isEqualTo("half of it is 21");
      assertThat(pool.map(Math::abs, List.of(-1, 2, -3))).containsExactly(1, 2, 3);
    }
  }

  @Test
  void process_ofEach_isTheChildOfItsOwn() throws InterruptedException {
    Queue<String> names = here.queues().queue(0);
    VoidTask1<Queue<String>> note = TwoRuntimesTest::note;
    Process one = here.processes().make(StartMethod.SPAWN, Work.of(note, names));
    Process other =
        there.processes().make(StartMethod.SPAWN, Work.of(note, handOver(names, here, there)));
    one.name("one").start();
    assertThat(there.processes().alive()).isEmpty();
    one.join();
    other.name("other").start().join();
    assertThat(List.of(names.get(), names.get())).containsExactly("one", "other");
  }

  @Test
  void close_ofOne_losesWhatItOwnedAndNothingElse() throws InterruptedException {
    Queue<String> lost = handOver(here.queues().<String>queue(0), here, there);
    Queue<String> kept = there.queues().queue(0);
    lost.put("a");
    here.close();
    assertThatThrownBy(lost::get).isInstanceOf(OwnerLostException.class);
    kept.put("b");
    assertThat(kept.get()).isEqualTo("b");
  }

  private static PoolSettings twoWorkers() {
    return new PoolSettings(
        null,
        2,
        false,
        null,
        null,
        0,
        0,
        null,
        null,
        Duration.ofSeconds(1),
        0,
        0,
        false,
        new ChildSpec(List.of(), Map.of(), null, null, null, null, Output.INHERITED, null));
  }
}
