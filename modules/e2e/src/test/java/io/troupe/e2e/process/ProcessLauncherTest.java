package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.BrokenPoolException;
import io.troupe.Output;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.ProcessStartException;
import io.troupe.WorkerLostException;
import io.troupe.e2e.support.Crash;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import io.troupe.spi.ProcessLauncher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are started through another command are processes like all others. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProcessLauncherTest {
  private static final ProcessLauncher NICE =
      ProcessLauncher.through("env", "TROUPE_LAUNCHED=yes", "nice", "-n", "5");

  /** Stays between the host and the JVM, which a launcher should not. */
  private static final ProcessLauncher IN_BETWEEN =
      ProcessLauncher.through("sh", "-c", "\"$@\"; exit $?", "sh");

  @TempDir
  Path scratch;

  static void nothing() {}

  static void sleepForever(String started) throws Exception {
    Scratch.write(started, Long.toString(ProcessHandle.current().pid()));
    new CountDownLatch(1).await();
  }

  static String launched() {
    return System.getenv("TROUPE_LAUNCHED") + " " + niceness();
  }

  /** The nineteenth field of /proc/self/stat; the second is a name in brackets. */
  static int niceness() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Named by a service file; nothing but this class path knows it. */
  public static final class Named implements ProcessLauncher {
    @Override
    public java.lang.Process launch(ProcessBuilder jvm) throws IOException {
      return NICE.launch(jvm);
    }
  }

  static final class PrintLaunched {
    public static void main(String[] args) throws Exception {
      Process.of(PrintLaunched::child).start().join();
    }

    static void child() throws Exception {
      System.out.println(System.getenv("TROUPE_LAUNCHED"));
      Process.of(() -> System.out.println(System.getenv("TROUPE_LAUNCHED")))
          .start()
          .join();
    }
  }

  static final class StartNiceAndSleep {
    public static void main(String[] args) throws Exception {
      Process.of(ProcessLauncherTest::sleepForever, args[0])
          .launcher(NICE)
          .start()
          .join();
    }
  }

  private Process sleeper(ProcessLauncher launcher) {
    Process process = Process.of(
            ProcessLauncherTest::sleepForever, scratch.resolve("pid").toString())
        .daemon(true)
        .launcher(launcher)
        .start();
    Scratch.await(scratch.resolve("pid"));
    return process;
  }

  /** As a JVM does that the signal hits while it initialises itself: "Bad level: 2", and status 1. */
  @Test
  void terminate_failsForItBeforeItIsLinked_exitCodeIsTheSignal() throws Exception {
    Path ready = scratch.resolve("ready");
    ProcessLauncher failing = ProcessLauncher.through(
        "sh", "-c", "trap 'exit 1' TERM; : > '" + ready + "'; while :; do sleep 0.1; done", "sh");
    Process process = Process.of(ProcessLauncherTest::nothing).launcher(failing).start();
    Scratch.await(ready);
    process.terminate();
    process.join();

    assertThat(process.exitCode()).hasValue(-15);
  }

  @Test
  void through_commandThatExecs_isTheJvmItself() throws Exception {
    Process process = Process.of(
            () -> System.out.print(launched() + " " + ProcessHandle.current().pid()))
        .launcher(NICE)
        .output(Output.CAPTURED)
        .start();
    process.join();

    assertThat(process.capturedOutput())
        .isEqualTo("yes " + Math.min(19, niceness() + 5) + " " + process.pid());
    assertThat(process.exitCode()).hasValue(0);
  }

  @Test
  void through_exits_haveTheCodesOfTheJvm() throws Exception {
    Process exits = Process.of(() -> System.exit(7)).launcher(NICE).start();
    exits.join();
    assertThat(exits.exitCode()).hasValue(7);

    Process killed = sleeper(NICE);
    killed.kill();
    killed.join();
    assertThat(killed.exitCode()).hasValue(-9);

    Files.delete(scratch.resolve("pid"));
    Process terminated = sleeper(NICE);
    terminated.terminate();
    terminated.join();
    assertThat(terminated.exitCode()).hasValue(-15);
  }

  @Test
  void through_hostKilled_leavesNoChild() throws Exception {
    Path started = scratch.resolve("pid");
    java.lang.Process host = ProgramRun.start(StartNiceAndSleep.class, started.toString());
    long child = Long.parseLong(Scratch.read(started));

    host.destroyForcibly().waitFor();

    Scratch.awaitGone(child);
  }

  @Test
  void through_limitOfAShell_holdsInTheProcess() throws Exception {
    Process process = Process.of(() -> Files.lines(Path.of("/proc/self/limits"))
            .filter(line -> line.startsWith("Max core file size"))
            .forEach(System.out::print))
        .launcher(ProcessLauncher.through("sh", "-c", "ulimit -c 0; exec \"$@\"", "sh"))
        .output(Output.CAPTURED)
        .start();
    process.join();

    assertThat(process.capturedOutput()).matches("Max core file size +0 +0 .*");
  }

  @Test
  void pool_workersAndTheirReplacements_areLaunchedSo() throws Exception {
    try (Pool pool = Pool.builder().processes(1).launcher(NICE).start()) {
      String expected = "yes " + Math.min(19, niceness() + 5);
      assertThat(pool.apply(ProcessLauncherTest::launched)).isEqualTo(expected);

      assertThatThrownBy(() -> pool.apply(() -> {
            Crash.bySigkill();
            return 0;
          }))
          .isInstanceOf(WorkerLostException.class)
          .hasMessageContaining("signal 9");

      assertThat(pool.apply(ProcessLauncherTest::launched)).isEqualTo(expected);
    }
  }

  @Test
  void service_namedByTheProgram_startsChildrenAndTheirs() throws Exception {
    Path services = Files.createDirectories(scratch.resolve("META-INF/services"));
    Files.writeString(services.resolve(ProcessLauncher.class.getName()), Named.class.getName());

    ProgramRun run = ProgramRun.withClassPath(scratch, PrintLaunched.class);

    assertThat(run.out()).as(run.err()).isEqualTo("yes\nyes\n");
  }

  @Test
  void commandThatStaysInBetween_isToldOfAndKilledWithItsJvm() throws Exception {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream err = System.err;
    System.setErr(new PrintStream(log, true));
    Process process;
    try {
      process = sleeper(IN_BETWEEN);
      Awaitility.await().atMost(Scratch.PATIENCE).until(() -> log.toString().contains("must exec"));
    } finally {
      System.setErr(err);
    }
    long jvm = Long.parseLong(Scratch.read(scratch.resolve("pid")));
    assertThat(jvm).isNotEqualTo(process.pid());
    assertThat(log.toString()).contains("(pid " + process.pid() + ")", "pid " + jvm);

    process.kill();
    process.join();

    assertThat(process.exitCode()).hasValue(-9);
    Scratch.awaitGone(jvm);
  }

  @Test
  void launcherThatFails_refusedAtTheCallWithItsReason() {
    assertRefused(ProcessLauncher.through("/no/such/command"), "/no/such/command");
    assertRefused(
        jvm -> {
          throw new IOException("no room in the group");
        },
        "no room in the group");
    assertRefused(
        jvm -> {
          throw new UnsupportedOperationException("not today");
        },
        "not today");
    assertRefused(jvm -> null, "the launcher returned no process");
  }

  private static void assertRefused(ProcessLauncher launcher, String reason) {
    Process process = Process.of(ProcessLauncherTest::nothing).launcher(launcher);

    assertThatThrownBy(process::start)
        .isInstanceOf(ProcessStartException.class)
        .hasMessageContaining(reason);
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void pool_launcherThatFails_breaksWithItsReason() throws Exception {
    try (Pool pool = Pool.builder()
        .processes(1)
        .launcher(ProcessLauncher.through("/no/such/command"))
        .start()) {
      assertThatThrownBy(() -> pool.apply(ProcessLauncherTest::launched))
          .isInstanceOf(BrokenPoolException.class)
          .hasRootCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void through_noWords_refused() {
    assertThatIllegalArgumentException().isThrownBy(ProcessLauncher::through);
  }
}
