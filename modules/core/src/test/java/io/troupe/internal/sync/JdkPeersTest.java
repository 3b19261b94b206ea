package io.troupe.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.sync.RLock;
import io.troupe.sync.Semaphore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The same calls, to a lock of ours and to its peer in the JDK, have the same outcome. */
class JdkPeersTest {
  private static List<ExecutorService> threads = List.of();

  record Step(int thread, int call) {}

  @BeforeContainer
  static void startThreads() {
    threads = List.of(Executors.newSingleThreadExecutor(), Executors.newSingleThreadExecutor());
  }

  @AfterContainer
  static void stopThreads() {
    threads.forEach(ExecutorService::shutdown);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 1), Arbitraries.integers().between(0, 5))
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 200)
  void rlock_doesWhatReentrantLockDoes(@ForAll Sharing sharing, @ForAll("steps") List<Step> steps) {
    RLock ours = TroupeRuntime.current().syncs().rlock(sharing);
    ReentrantLock theirs = new ReentrantLock();
    for (Step step : steps) {
      String our = inThread(step, () -> outcome(() -> call(ours, step.call())));
      String their = inThread(step, () -> outcome(() -> call(theirs, step.call())));
      assertThat(our).isEqualTo(their);
    }
  }

  private static String inThread(Step step, java.util.function.Supplier<String> body) {
    return CompletableFuture.supplyAsync(body, threads.get(step.thread())).join();
  }

  private interface Call {
    Object make();
  }

  private static String outcome(Call call) {
    try {
      return String.valueOf(call.make());
    } catch (RuntimeException e) {
      return e.getClass().getName();
    }
  }

  private static Object call(RLock lock, int call) {
    return switch (call) {
      case 0, 1 -> lock.tryLock();
      case 2, 3 -> unlock(lock);
      case 4 -> lock.getHoldCount();
      default -> lock.locked();
    };
  }

  private static Object call(ReentrantLock lock, int call) {
    return switch (call) {
      case 0, 1 -> lock.tryLock();
      case 2, 3 -> unlock(lock);
      case 4 -> lock.getHoldCount();
      default -> lock.isLocked();
    };
  }

  private static boolean unlock(java.util.concurrent.locks.Lock lock) {
    lock.unlock();
    return true;
  }

  @Property(tries = 300)
  void semaphore_doesWhatTheJdksDoes(@ForAll Sharing sharing, @ForAll("steps") List<Step> steps) {
    Semaphore ours = TroupeRuntime.current().syncs().semaphore(2, sharing);
    java.util.concurrent.Semaphore theirs = new java.util.concurrent.Semaphore(2);
    for (Step step : steps) {
      int permits = 1 + step.thread();
      if (step.call() < 3) {
        assertThat(ours.tryAcquire(permits)).isEqualTo(theirs.tryAcquire(permits));
      } else {
        ours.release(permits);
        theirs.release(permits);
      }
      assertThat(ours.availablePermits()).isEqualTo(theirs.availablePermits());
    }
  }
}
