package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Process;
import io.troupe.Troupe;
import io.troupe.e2e.support.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Starts many processes and leaves nothing behind. How many, {@code -Dsoak=1000} says; the build does with fewer, because each
 * costs a machine with two cores some tenths of a second.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class SoakTest {
  private static final int STARTS = Integer.getInteger("soak", 40);
  private static final int WARM_UP = 10;

  static void nothing() {}

  @Test
  void manyStarts_leakNoFileThreadSocketOrProcess() throws Exception {
    run(WARM_UP);
    Troupe.spares(0);
    settle();
    long files = openFiles();
    int threads = Thread.activeCount();
    long children = ProcessHandle.current().children().count();
    long temporary = temporaryFiles();

    run(STARTS);
    settle();

    // What is leaked stays; what other tests left to the background goes.
    Awaitility.await().atMost(Scratch.PATIENCE).untilAsserted(() -> {
      assertThat(openFiles()).isLessThanOrEqualTo(files + 3);
      assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 3);
      assertThat(ProcessHandle.current().children().count()).isLessThanOrEqualTo(children);
      assertThat(temporaryFiles()).isLessThanOrEqualTo(temporary);
    });
    Troupe.spares(1);
  }

  private static void run(int starts) throws InterruptedException {
    for (int i = 0; i < starts; i++) {
      Process process = Process.of(SoakTest::nothing).start();
      process.join();
      assertThat(process.exitCode()).hasValue(0);
      process.close();
    }
  }

  /** Without spares there are no children, once what earlier tests started is over. */
  private static void settle() {
    Awaitility.await()
        .atMost(Scratch.PATIENCE.multipliedBy(2))
        .until(() -> Troupe.sparesReady() == 0
            && ProcessHandle.current().children().findAny().isEmpty());
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static long temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("troupe"))
          .count();
    }
  }
}
