package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.ExitStatus;
import io.troupe.Output;
import io.troupe.Process;
import io.troupe.ProcessStartException;
import io.troupe.e2e.support.Crash;
import io.troupe.e2e.support.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProcessExitTest {

  @TempDir
  Path scratch;

  static void nothing() {}

  static void fail(String message) {
    throw new IllegalArgumentException(message);
  }

  static void fillTheHeap() {
    List<byte[]> all = new ArrayList<>();
    while (true) {
      all.add(new byte[1024 * 1024]);
    }
  }

  @SuppressWarnings("InfiniteRecursion") // until the stack ends
  static int dive(int depth) {
    return dive(depth + 1) + 1;
  }

  static void lastThreadWrites(String file) {
    Thread writer = new Thread(() -> {
      try {
        Thread.sleep(300); // the work of a thread that outlives main
        Scratch.write(file, "the thread was waited for");
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
    writer.start();
    Thread endless = new Thread(() -> {
      while (true) {
        Thread.onSpinWait();
      }
    });
    endless.setDaemon(true);
    endless.start();
  }

  static void closeOwnStreams() {
    System.out.close();
    System.err.close();
  }

  private static ExitStatus end(Process process) throws InterruptedException {
    process.start();
    process.join();
    return process.exitStatus().orElseThrow();
  }

  @ParameterizedTest
  @Tag("X014")
  @CsvSource({"0,0", "3,3", "255,255", "256,0", "300,44", "-1,255", "137,137", "143,143"})
  void systemExit_anyStatus_keepsItsLowestByte(int status, int expected) throws Exception {
    assertThat(end(Process.of(() -> System.exit(status))).exitCode()).isEqualTo(expected);
  }

  @Test
  void uncaughtException_exitsWith1AndIsReported() throws Exception {
    Process process = Process.of(ProcessExitTest::fail, "no such luck").output(Output.CAPTURED);

    ExitStatus status = end(process);

    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(process.capturedOutput())
        .contains("Process " + process.name() + ":", "IllegalArgumentException: no such luck");
    assertThat(status.failure().orElseThrow())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such luck");
    assertThat(status.lastLines()).isNotEmpty();
  }

  @Test
  void outOfMemory_exitsWith1AndSaysSo() throws Exception {
    Process process =
        Process.of(ProcessExitTest::fillTheHeap).jvmOptions("-Xmx24m").output(Output.CAPTURED);

    assertThat(end(process).exitCode()).isEqualTo(1);
    assertThat(process.capturedOutput()).contains("OutOfMemoryError");
  }

  @Test
  void stackOverflow_exitsWith1() throws Exception {
    assertThat(end(Process.of(() -> dive(0)).output(Output.CAPTURED)).exitCode())
        .isEqualTo(1);
  }

  @Test
  void halt_isWhatItSays() throws Exception {
    assertThat(end(Process.of(() -> Runtime.getRuntime().halt(7))).exitCode()).isEqualTo(7);
  }

  @Test
  void nativeCrash_leavesTheSignalAndTheReport() throws Exception {
    ExitStatus status = end(Process.of(Crash::natively).directory(scratch).output(Output.CAPTURED));

    assertThat(status.signal()).isIn(6, 11);
    assertThat(status.errorFile()).hasValueSatisfying(file -> assertThat(file).exists());
    assertThat(String.join("\n", status.lastLines())).contains("fatal error");
  }

  @Test
  @Tag("C023")
  void nonDaemonThread_isWaitedFor_daemonThreadIsNot() throws Exception {
    Path file = scratch.resolve("written");

    assertThat(
            end(Process.of(ProcessExitTest::lastThreadWrites, file.toString())).exitCode())
        .isZero();

    assertThat(file).hasContent("the thread was waited for");
  }

  static void registerHook(String file) {
    Thread hook = new Thread(() -> {
      try {
        Scratch.write(file, "from a hook");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Test
  @Tag("C254")
  void shutdownHook_ofTheProcess_runsAtItsEnd() throws Exception {
    Path file = scratch.resolve("written");

    end(Process.of(ProcessExitTest::registerHook, file.toString()));

    assertThat(file).hasContent("from a hook");
  }

  @Test
  @Tag("C025")
  void ownStreamsClosed_exitsWith0() throws Exception {
    assertThat(end(Process.of(ProcessExitTest::closeOwnStreams)).exitCode()).isZero();
  }

  @Test
  void unknownJvmOption_refusedAtTheCallInTheJvmsOwnWords() {
    Process process = Process.of(ProcessExitTest::nothing).jvmOptions("-XX:NoSuchOption=1");

    assertThatThrownBy(process::start)
        .isInstanceOf(ProcessStartException.class)
        .hasMessageContaining("NoSuchOption");
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void noSuchExecutable_refusedAtTheCall() {
    Process process = Process.of(ProcessExitTest::nothing).executable(scratch.resolve("java"));

    assertThatThrownBy(process::start).isInstanceOf(ProcessStartException.class);
  }

  @Test
  @Tag("C004")
  void executable_anotherPathOfTheSameJava_runs() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    assertThat(end(Process.of(ProcessExitTest::nothing).executable(java)).exitCode())
        .isZero();
  }

  @Test
  void jvmOptionsAndDirectory_holdInTheProcess() throws Exception {
    Process process = Process.of(() ->
            System.out.print(System.getProperty("colour") + " " + Path.of("").toRealPath()))
        .jvmOptions("-Dcolour=blue")
        .directory(scratch)
        .output(Output.CAPTURED);

    end(process);

    assertThat(process.capturedOutput()).isEqualTo("blue " + scratch.toRealPath());
  }

  @Test
  @Tag("C022")
  @Tag("C205")
  void openFiles_doNotGrowWithSiblings() throws Exception {
    List<Process> siblings = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      siblings.add(Process.of(() -> {
            try (var files = Files.list(Path.of("/proc/self/fd"))) {
              System.out.print(files.count());
            }
          })
          .output(Output.CAPTURED)
          .start());
    }
    List<Integer> counts = new ArrayList<>();
    for (Process sibling : siblings) {
      sibling.join();
      counts.add(Integer.parseInt(sibling.capturedOutput()));
    }

    int least = counts.stream().mapToInt(Integer::intValue).min().orElseThrow();
    assertThat(counts).allSatisfy(count -> assertThat(count).isBetween(least, least + 12));
  }
}
