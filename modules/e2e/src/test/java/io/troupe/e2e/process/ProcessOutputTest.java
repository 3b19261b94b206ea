package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.Output;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.WorkerLostException;
import io.troupe.e2e.support.Crash;
import io.troupe.e2e.support.Scratch;
import io.troupe.function.VoidTask0;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plain JVM would have written is written, however the process ends. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProcessOutputTest {
  private static final String UMLAUTS = "Grüße, œuvre";

  @TempDir
  Path scratch;

  enum Death {
    HALT(() -> Runtime.getRuntime().halt(7)),
    SIGKILL(Crash::bySigkill),
    CRASH(Crash::natively);

    private final VoidTask0 way;

    Death(VoidTask0 way) {
      this.way = way;
    }
  }

  static void printAndDie(Death death) throws Exception {
    System.err.print("on error");
    System.out.print("half a line");
    death.way.run();
  }

  static void showProgress(String started) throws Exception {
    System.out.print("\r 49 %");
    System.out.print("\r 50 %");
    Scratch.write(started, "");
    new CountDownLatch(1).await();
  }

  private static Process captured(VoidTask0 work) {
    return Process.of(work).output(Output.CAPTURED);
  }

  private static Process end(Process process) throws InterruptedException {
    process.start().join();
    return process;
  }

  @ParameterizedTest
  @EnumSource
  void lineWithoutEnd_processDies_isCapturedAndEvidence(Death death) throws Exception {
    Process process = Process.of(ProcessOutputTest::printAndDie, death)
        .output(Output.CAPTURED)
        .directory(scratch);

    end(process);

    assertThat(process.capturedOutput()).contains("half a line", "on error");
    assertThat(process.exitStatus().orElseThrow().lastLines())
        .anyMatch(line -> line.contains("half a line"))
        .anyMatch(line -> line.contains("on error"));
  }

  @ParameterizedTest
  @EnumSource(names = {"HALT", "SIGKILL"})
  void lineWithoutEnd_workerDies_isInTheException(Death death) {
    try (Pool pool = Pool.builder().processes(1).output(Output.DISCARDED).start()) {
      assertThatThrownBy(() -> pool.run(ProcessOutputTest::printAndDie, death))
          .isInstanceOfSatisfying(
              WorkerLostException.class,
              lost -> assertThat(lost.lastLines()).contains("half a line", "on error"));
    }
  }

  @Test
  void progressBar_isSeenWhileTheProcessRuns() throws Exception {
    Process process = Process.of(
            ProcessOutputTest::showProgress, scratch.resolve("s").toString())
        .output(Output.CAPTURED)
        .daemon(true)
        .start();
    Scratch.await(scratch.resolve("s"));

    await().until(() -> process.capturedOutput().equals("\r 49 %\r 50 %"));

    process.kill();
    process.join();
    assertThat(process.exitStatus().orElseThrow().lastLines()).containsExactly(" 50 %");
  }

  @Test
  void progressBar_inherited_isShownWhileTheProcessRuns() throws Exception {
    PrintStream own = System.out;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    System.setOut(new PrintStream(shown, true));
    try {
      Process process = Process.of(
              ProcessOutputTest::showProgress, scratch.resolve("s").toString())
          .daemon(true)
          .start();
      await().atMost(Scratch.PATIENCE).until(() -> shown.toString().endsWith("\r 50 %"));
      process.kill();
      process.join();
    } finally {
      System.setOut(own);
    }
  }

  @Test
  void captured_beyondTheLimit_keepsTheEndAndCounts() throws Exception {
    Process process = captured(() -> {
      for (int i = 100_000; i < 200_000; i++) {
        System.out.println(i);
      }
    });

    end(process.captureLimit(1_001));

    assertThat(process.capturedOutput()).hasSize(1_001).endsWith("199998\n199999\n");
    assertThat(process.droppedOutput()).isEqualTo(700_000 - 1_001);
  }

  @Test
  void captured_byDefault_isBounded() throws Exception {
    Process process = captured(() -> {
      String line = "0123456789abcdef".repeat(64);
      for (int i = 0; i < 10_000; i++) {
        System.out.print(line);
      }
    });

    end(process);

    assertThat(process.capturedOutput()).hasSize(8 * 1024 * 1024);
    assertThat(process.droppedOutput()).isEqualTo(10_240_000 - 8 * 1024 * 1024);
  }

  @Test
  void captureLimit_belowOne_isRefused() {
    Process process = captured(() -> {});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> process.captureLimit(0))
        .withMessageContaining("captureLimit");
    assertThat(process.captureLimit(1).name()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dfile.encoding=ISO-8859-15",
        "-Dstdout.encoding=ISO-8859-15",
        "-Dstdout.encoding=UTF-16BE",
        "-Dstdout.encoding=UTF-8"
      })
  void captured_childPrintsInAnotherCharset_isDecodedWithIt(String option) throws Exception {
    Process process = captured(() -> System.out.print(UMLAUTS)).jvmOptions(option);

    end(process);

    assertThat(process.capturedOutput()).isEqualTo(UMLAUTS);
    assertThat(process.exitStatus().orElseThrow().lastLines()).isEqualTo(List.of(UMLAUTS));
  }

  @Test
  void captured_childHasAnotherLocale_losesNothing() throws Exception {
    Process process = captured(() -> System.out.print(UMLAUTS)).environment("LC_ALL", "C");

    end(process);

    assertThat(process.capturedOutput()).isEqualTo(UMLAUTS);
  }
}
