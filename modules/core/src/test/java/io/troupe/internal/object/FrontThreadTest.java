package io.troupe.internal.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.internal.wait.ResultSource;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FrontThreadTest {
  private final Queue<Runnable> others = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable ResultSource> source = new AtomicReference<>();
  private final FrontThread front = new FrontThread("front", others::add, source::get);
  private final BlockingQueue<Thread> ran = new LinkedBlockingQueue<>();

  @AfterEach
  void shutdown() {
    front.shutdown();
  }

  private void task() {
    ran.add(Thread.currentThread());
  }

  private void deliver(Runnable task) {
    FrontThread.deliver(() -> front.execute(task));
  }

  /** Brings what it is given on the thread that reads. */
  private static final class Messages implements ResultSource {
    private final BlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();

    @Override
    public boolean readUntil(BooleanSupplier over, long nanos) throws InterruptedException {
      while (!over.getAsBoolean()) {
        messages.take().run();
      }
      return true;
    }

    @Override
    public void wake() {
      messages.add(() -> {});
    }
  }

  @Test
  void whatWasDelivered_runsOnOneThread() throws InterruptedException {
    deliver(this::task);
    Thread first = ran.take();
    assertThat(first).isNotSameAs(Thread.currentThread());
    await().until(() -> first.getState() == Thread.State.WAITING); // it has nothing to do
    deliver(this::task);
    assertThat(ran.take()).isSameAs(first);
    assertThat(others).isEmpty();
  }

  @Test
  void whatWasNotDelivered_runsElsewhere() {
    front.execute(this::task);
    assertThat(others).hasSize(1);
    assertThat(ran).isEmpty();
  }

  @Test
  void whileItRunsSomething_othersRunTheRest() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    deliver(() -> {
      begun.countDown();
      await().until(() -> end.getCount() == 0);
    });
    begun.await();
    deliver(this::task);
    assertThat(others).hasSize(1);
    end.countDown();
  }

  @Test
  void whatItReadsItself_itRuns() throws InterruptedException {
    Messages messages = new Messages();
    source.set(messages);
    deliver(this::task);
    Thread thread = ran.take();
    for (int i = 0; i < 100; i++) {
      messages.messages.add(() -> deliver(this::task));
      assertThat(ran.take()).isSameAs(thread);
    }
    assertThat(others).isEmpty();
  }

  @Test
  void whileItReadsInVain_othersRunAFewMessages_untilItReadsElsewhere()
      throws InterruptedException {
    Messages silent = new Messages();
    source.set(silent);
    deliver(this::task);
    Thread thread = ran.take();
    await().until(() -> thread.getState() == Thread.State.WAITING); // in the source
    source.set(null);
    deliver(this::task);
    deliver(this::task);
    assertThat(others).hasSize(2);
    deliver(this::task);
    assertThat(ran.take()).isSameAs(thread);
    assertThat(others).hasSize(2);
  }

  @Test
  void taskFails_threadGoesOn() throws InterruptedException {
    deliver(() -> {
      throw new IllegalStateException("a task that fails");
    });
    await().until(() -> {
      deliver(this::task);
      return !ran.isEmpty();
    });
    assertThat(ran.take().getName()).isEqualTo("front");
  }
}
