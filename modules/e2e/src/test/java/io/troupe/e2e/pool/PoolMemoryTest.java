package io.troupe.e2e.pool;

import io.troupe.Pool;
import io.troupe.e2e.support.Garbage;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a task was about is garbage once it has ended, although no other task comes. */
@ParameterizedClass
@EnumSource
@Timeout(120)
class PoolMemoryTest {
  @Parameter
  PoolKind kind;

  /** What a task is given and what it returns. */
  private record Cargo(byte[] bytes) {}

  private enum Kept {
    ARGUMENT,
    RESULT
  }

  private static Cargo carry(Cargo cargo, Gate collected, Kept what) {
    Cargo result = new Cargo(cargo.bytes());
    watch(new WeakReference<>(what == Kept.ARGUMENT ? cargo : result), collected);
    return result;
  }

  private static Cargo carry(List<Object> arguments) {
    return carry(
        (Cargo) arguments.get(0), (Gate) arguments.get(1), Kept.valueOf((String) arguments.get(2)));
  }

  /** Tells from within the worker, while that has nothing to do. */
  private static void watch(WeakReference<Cargo> cargo, Gate collected) {
    Thread watcher = new Thread(() -> {
      Garbage.awaitCollected(cargo);
      collected.open();
    });
    watcher.setDaemon(true);
    watcher.start();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("F019")
  void worker_hasRunATask_keepsNothingOfIt(Kept what, @TempDir Path directory) throws Exception {
    Gate collected = Gate.in(directory, "collected");
    try (Pool pool = kind.of(1)) {
      pool.apply(PoolMemoryTest::carry, new Cargo(new byte[1024]), collected, what);
      collected.await();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("F019")
  void worker_hasRunAChunk_keepsNothingOfIt(Kept what, @TempDir Path directory) throws Exception {
    Gate collected = Gate.in(directory, "collected");
    try (Pool pool = kind.of(1)) {
      pool.map(
          (List<Object> arguments) -> carry(arguments),
          List.of(List.of(new Cargo(new byte[1024]), collected, what.name())));
      collected.await();
    }
  }
}
