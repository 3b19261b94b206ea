package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.troupe.Output;
import io.troupe.Process;
import io.troupe.e2e.support.Garbage;
import io.troupe.e2e.support.Scratch;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProcessLifecycleTest {

  @TempDir
  Path scratch;

  static void nothing() {}

  static void say(String file) throws Exception {
    Scratch.write(file, "pid " + ProcessHandle.current().pid());
  }

  static void sleepForever(String started) throws Exception {
    Scratch.write(started, "");
    new CountDownLatch(1).await();
  }

  private Process sleeper(String name) {
    return Process.of(ProcessLifecycleTest::sleepForever, file(name))
        .daemon(true)
        .start();
  }

  private String file(String name) {
    return scratch.resolve(name).toString();
  }

  @Test
  @Tag("C003")
  void current_inTheProgramItself_isTheMainProcess() {
    Process current = Process.current();

    assertThat(current.isAlive()).isTrue();
    assertThat(current.isDaemon()).isFalse();
    assertThat(current.authKey()).isNotEmpty();
    assertThat(current.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(current.exitCode()).isEmpty();
    assertThat(current.name()).isEqualTo("MainProcess");
    assertThat(Process.parent()).isEmpty();
  }

  @Test
  void start_function_runsInAnotherJvmAndExitsWith0() throws Exception {
    Process process = Process.of(ProcessLifecycleTest::say, file("said")).start();

    process.join();

    assertThat(process.exitCode()).hasValue(0);
    assertThat(Scratch.read(scratch.resolve("said"))).isEqualTo("pid " + process.pid());
    assertThat(process.pid()).isNotEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void start_lambdaThatCaptures_seesTheValue() throws Exception {
    String target = file("captured");
    Process process = Process.of(() -> Scratch.write(target, "from a lambda")).start();

    process.join();

    assertThat(Scratch.read(Path.of(target))).isEqualTo("from a lambda");
  }

  @Test
  @Tag("X001")
  @Tag("X002")
  @Tag("X003")
  @Tag("C018")
  void unstarted_askedForWhatOnlyAStartedOneHas_refuses() {
    Process process = Process.of(ProcessLifecycleTest::nothing);

    assertThat(process.exitCode()).isEmpty();
    assertThat(process.isAlive()).isFalse();
    assertThatIllegalStateException().isThrownBy(process::pid);
    assertThatIllegalStateException().isThrownBy(process::join);
    assertThatIllegalStateException().isThrownBy(process::terminate);
    assertThatIllegalStateException().isThrownBy(process::kill);
    assertThatIllegalStateException().isThrownBy(process::interrupt);
    assertThatIllegalStateException().isThrownBy(process::onExit);
  }

  @Test
  @Tag("X004")
  @Tag("X006")
  void started_startedAgainOrChanged_refuses() throws Exception {
    Process process = Process.of(ProcessLifecycleTest::nothing).start();

    assertThatIllegalStateException().isThrownBy(process::start).withMessageContaining("twice");
    assertThatIllegalStateException().isThrownBy(() -> process.daemon(true));
    assertThatIllegalStateException().isThrownBy(() -> process.name("other"));
    process.join();
    assertThatIllegalStateException().isThrownBy(process::start);
  }

  @Test
  @Tag("C006")
  void daemon_default_isWhatTheCurrentProcessIs() {
    assertThat(Process.of(ProcessLifecycleTest::nothing).isDaemon()).isFalse();
    assertThat(Process.of(ProcessLifecycleTest::nothing).daemon(true).isDaemon())
        .isTrue();
    assertThat(Process.of(ProcessLifecycleTest::nothing).daemon(false).isDaemon())
        .isFalse();
  }

  @Test
  @Tag("C013")
  void terminate_sleepingChild_exitsWithMinus15() throws Exception {
    Process process = sleeper("started");
    Scratch.await(scratch.resolve("started"));

    assertThat(process.join(Duration.ZERO)).isFalse();
    assertThat(process.join(Duration.ofSeconds(-1))).isFalse();
    assertThat(process.isAlive()).isTrue();
    assertThat(Process.activeChildren()).contains(process);

    process.terminate();
    process.join();

    assertThat(process.exitCode()).hasValue(-15);
    assertThat(process.isAlive()).isFalse();
    assertThat(Process.activeChildren()).doesNotContain(process);
  }

  @Test
  @Tag("C014")
  @Tag("X007")
  @Tag("X015")
  void kill_sleepingChild_exitsWithMinus9AndStaysSo() throws Exception {
    Process process = sleeper("started");
    Scratch.await(scratch.resolve("started"));

    process.kill();
    process.join();
    process.kill();
    process.terminate();
    process.interrupt();

    assertThat(process.exitCode()).hasValue(-9);
    assertThat(process.exitStatus().orElseThrow().signal()).isEqualTo(9);
    assertThat(process).asString().contains("stopped", "-SIGKILL", Long.toString(process.pid()));
  }

  @Test
  @Tag("C012")
  void interrupt_endsByItself_exitsWithMinus2() throws Exception {
    Process process = Process.of(ProcessLifecycleTest::sleepForever, file("started"))
        .interruptEnds(true)
        .start();
    Scratch.await(scratch.resolve("started"));

    process.interrupt();
    process.join();

    assertThat(process.exitCode()).hasValue(-2);
  }

  @Test
  void interrupt_uncaught_exitsWith1AndSaysWhy() throws Exception {
    Process process = Process.of(ProcessLifecycleTest::sleepForever, file("started"))
        .output(Output.CAPTURED)
        .start();
    Scratch.await(scratch.resolve("started"));

    process.interrupt();
    process.join();

    assertThat(process.exitCode()).hasValue(1);
    assertThat(process.capturedOutput()).contains("InterruptedException");
    assertThat(process.exitStatus().orElseThrow().failure().orElseThrow())
        .isInstanceOf(InterruptedException.class);
  }

  static void take(Object value) {}

  @Test
  void started_letsGoOfItsArguments() throws Exception {
    byte[] large = new byte[1024];
    WeakReference<byte[]> reference = new WeakReference<>(large);
    Process process = Process.of(ProcessLifecycleTest::take, large);
    process.start();
    process.join();
    large = null;

    Garbage.awaitCollected(reference);
    assertThatIllegalStateException().isThrownBy(process::run);
  }

  @Test
  void closedUnstarted_letsGoOfItsArguments() {
    byte[] large = new byte[1024];
    WeakReference<byte[]> reference = new WeakReference<>(large);
    Process process = Process.of(ProcessLifecycleTest::take, large);
    process.close();
    large = null;

    Garbage.awaitCollected(reference);
    assertThatIllegalStateException().isThrownBy(() -> process.name("other"));
  }

  @Test
  @Tag("C016")
  void activeChildren_containsOnlyTheLiving() throws Exception {
    Process process =
        Process.of(ProcessLifecycleTest::sleepForever, file("started")).daemon(true);
    assertThat(Process.activeChildren()).doesNotContain(process);

    process.start();
    assertThat(Process.activeChildren()).contains(process);

    process.kill();
    process.join();
    assertThat(Process.activeChildren()).doesNotContain(process);
  }

  @Test
  @Tag("C018")
  void onExit_completesWithTheProcessWhenItEnds() throws Exception {
    Process process = sleeper("started");
    Scratch.await(scratch.resolve("started"));
    assertThat(process.onExit()).isNotDone();

    process.kill();

    assertThat(process.onExit().get(60, TimeUnit.SECONDS)).isSameAs(process);
  }

  @Test
  @Tag("C019")
  @Tag("X010")
  void close_afterTheEnd_refusesAllButNameAndDaemon() throws Exception {
    Process process = sleeper("started");
    assertThatIllegalStateException().isThrownBy(process::close);
    process.kill();
    process.join();

    process.close();
    process.close();

    assertThatIllegalStateException().isThrownBy(process::isAlive).withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(process::join);
    assertThatIllegalStateException().isThrownBy(process::terminate);
    assertThatIllegalStateException().isThrownBy(process::exitCode);
    assertThatIllegalStateException().isThrownBy(process::pid);
    assertThat(process.name()).startsWith("Process-");
    assertThat(process.isDaemon()).isTrue();
    assertThat(process).asString().contains("closed");
  }

  @Test
  @Tag("X011")
  void close_unstarted_isAllowed() {
    Process.of(ProcessLifecycleTest::nothing).close();
  }

  @Test
  @Tag("C020")
  void start_manyAtOnce_allEndAsTold() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      processes.add(Process.of(ProcessLifecycleTest::nothing).start());
    }
    for (Process process : processes) {
      process.join();
      assertThat(process.exitCode()).hasValue(0);
    }

    processes.clear();
    for (int i = 0; i < 8; i++) {
      processes.add(sleeper("many" + i));
    }
    processes.forEach(Process::terminate);
    for (Process process : processes) {
      process.join();
      assertThat(process.exitCode().orElseThrow()).isIn(-15, -9);
    }
  }

  @Test
  @Tag("C183")
  void settings_ofTwoProcesses_areTheirOwn() throws Exception {
    Process one = Process.of(() -> System.out.print(System.getenv("TROUPE_ONLY_ONE")))
        .environment("TROUPE_ONLY_ONE", "yes")
        .output(Output.CAPTURED)
        .start();
    Process two = Process.of(() -> System.out.print(System.getenv("TROUPE_ONLY_ONE")))
        .output(Output.CAPTURED)
        .start();

    one.join();
    two.join();

    assertThat(one.capturedOutput()).isEqualTo("yes");
    assertThat(two.capturedOutput()).isEqualTo("null");
  }
}
