package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.TaskTimeoutException;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import java.io.FileInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program that has no file descriptor left can still end what it started. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class DescriptorsTest {
  static void sleepForever() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  static int one() {
    return 1;
  }

  /** Opens files until there are no more descriptors. */
  static List<FileInputStream> exhaust() {
    List<FileInputStream> open = new ArrayList<>();
    try {
      while (true) {
        open.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException e) {
      return open; // as it should be
    }
  }

  static final class Kills {
    public static void main(String[] args) throws Exception {
      Process.of(DescriptorsTest::one).start().join(); // so that the classes are there
      kill();
      Process process = Process.of(DescriptorsTest::sleepForever).start();
      List<FileInputStream> open = exhaust();
      process.kill();
      process.join();
      System.out.println(process.exitCode().orElseThrow() + " " + open.isEmpty());
      close(open);
    }

    private static void kill() throws InterruptedException {
      Process process = Process.of(DescriptorsTest::sleepForever).start();
      process.kill();
      process.join();
    }
  }

  static final class Ends {
    public static void main(String[] args) {
      Process process = Process.of(DescriptorsTest::sleepForever).daemon(true).start();
      System.out.println(process.pid());
      exhaust();
      System.exit(0);
    }
  }

  static final class HasPool {
    public static void main(String[] args) throws Exception {
      try (Pool pool = Pool.builder().processes(1).grace(Duration.ZERO).start()) {
        expectTimeout(pool, List.of()); // so that the classes are there
        System.out.println(pool.apply(DescriptorsTest::one));
        expectTimeout(pool, exhaust());
        System.out.println(pool.apply(DescriptorsTest::one));
      }
    }

    private static void expectTimeout(Pool pool, List<FileInputStream> open) throws Exception {
      AsyncResult<Void> result =
          pool.applyAsync(Call.run(DescriptorsTest::sleepForever).timeout(Duration.ofMillis(100)));
      try {
        result.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TaskTimeoutException)) {
          throw e;
        }
      }
      close(open);
    }
  }

  private static void close(List<FileInputStream> files) throws IOException {
    for (FileInputStream file : files) {
      file.close();
    }
  }

  private static ProgramRun run(Class<?> main) throws Exception {
    return ProgramRun.through(List.of("sh", "-c", "ulimit -n 200; exec \"$@\"", "sh"), main);
  }

  @Test
  void kill_works() throws Exception {
    ProgramRun run = run(Kills.class);

    assertThat(run.out()).as(run.err()).isEqualTo("-9 false\n");
    assertThat(run.status()).isZero();
  }

  @Test
  void exit_leavesNoProcess() throws Exception {
    ProgramRun run = run(Ends.class);

    Scratch.awaitGone(Long.parseLong(run.out().strip()));
    assertThat(run.status()).as(run.err()).isZero();
  }

  @Test
  void poolKillsAWorker_goesOnOnceThereAreDescriptorsAgain() throws Exception {
    ProgramRun run = run(HasPool.class);

    assertThat(run.out()).as(run.err()).isEqualTo("1\n1\n");
    assertThat(run.status()).isZero();
  }
}
