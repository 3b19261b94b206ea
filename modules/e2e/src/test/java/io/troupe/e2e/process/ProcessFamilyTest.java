package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.troupe.Output;
import io.troupe.PayloadException;
import io.troupe.Process;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Parents, children and what they know of each other. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProcessFamilyTest {

  @TempDir
  Path scratch;

  static void nothing() {}

  static void sleepForever(String started) throws Exception {
    Scratch.write(started, Long.toString(ProcessHandle.current().pid()));
    new CountDownLatch(1).await();
  }

  static void describe() {
    Process self = Process.current();
    Process parent = Process.parent().orElseThrow();
    System.out.println(self.name() + " " + self.isDaemon() + " " + self.pid());
    System.out.println(parent.name() + " " + parent.pid() + " " + parent.isAlive());
  }

  static void nameOfGrandchild() throws Exception {
    Process grandchild = Process.of(() -> System.out.print(Process.current().name()))
        .output(Output.CAPTURED)
        .start();
    grandchild.join();
    System.out.print(grandchild.capturedOutput());
  }

  static void startGrandchildAndSleep(String started) throws Exception {
    Process.of(ProcessFamilyTest::sleepForever, started).start();
    new CountDownLatch(1).await();
  }

  static void recurse(String path, int levels) throws Exception {
    System.out.println("[" + path + "]");
    for (int i = 0; i < 2 && levels > 0; i++) {
      Process child =
          Process.of(ProcessFamilyTest::recurse, path + i, levels - 1).output(Output.CAPTURED);
      child.start();
      child.join();
      System.out.print(child.capturedOutput());
    }
  }

  /** A subclass whose field crosses and whose constructor does not run again. */
  static class Greeter extends Process {
    private final String greeting;
    private final List<Integer> numbers;

    Greeter(String greeting, List<Integer> numbers) {
      this.greeting = greeting;
      this.numbers = numbers;
      System.out.print(""); // would be seen twice if it ran in the process as well
    }

    @Override
    public void run() {
      int sum = numbers.stream().mapToInt(Integer::intValue).sum();
      System.out.print(
          greeting + " " + sum + " from " + name() + " " + (Process.current() == this));
    }
  }

  static class Unsendable extends Process {
    private final Socket socket = new Socket();

    @Override
    public void run() {
      System.out.print(socket);
    }
  }

  @Test
  @Tag("C030")
  void subclass_fieldsCross_runIsItsOwn() throws Exception {
    Process process = new Greeter("HELLO", List.of(1, 2, 3))
        .name("greeter")
        .output(Output.CAPTURED)
        .start();

    process.join();

    assertThat(process.exitCode()).hasValue(0);
    assertThat(process.capturedOutput()).isEqualTo("HELLO 6 from greeter true");
  }

  @Test
  void subclass_runCalledDirectly_runsHere() {
    Greeter greeter = new Greeter("hi", List.of());
    PrintStream out = System.out;
    var text = new java.io.ByteArrayOutputStream();
    System.setOut(new PrintStream(text, true));
    try {
      greeter.run();
    } finally {
      System.setOut(out);
    }
    assertThat(text.toString()).startsWith("hi 0 from");
  }

  @Test
  void subclass_fieldThatCannotCross_refusedAtTheCallByName() {
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> new Unsendable().start())
        .withMessageContaining("socket");
  }

  @Test
  void argumentThatCannotCross_refusedAtTheCall() {
    Socket socket = new Socket();

    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> Process.of(s -> System.out.print(s), socket).start())
        .withMessageContaining("java.net.Socket");
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> Process.of(() -> System.out.print(socket)).start())
        .withMessageContaining("java.net.Socket");
  }

  @Test
  @Tag("C010")
  void child_knowsItselfAndItsParent() throws Exception {
    Process process =
        Process.of(ProcessFamilyTest::describe).name("child").daemon(true).output(Output.CAPTURED);
    process.start();
    process.join();

    long own = ProcessHandle.current().pid();
    assertThat(process.capturedOutput())
        .isEqualToNormalizingNewlines(
            "child true " + process.pid() + "\nMainProcess " + own + " true\n");
  }

  @Test
  @Tag("X013")
  void name_byDefault_countsAlongThePath() throws Exception {
    Process process = Process.of(ProcessFamilyTest::nameOfGrandchild).output(Output.CAPTURED);
    process.start();
    process.join();

    assertThat(process.name()).matches("Process-\\d+");
    assertThat(process.capturedOutput()).isEqualTo(process.name() + ":1");
  }

  @Test
  @Tag("C017")
  void recursion_twoLevels_inOrder() throws Exception {
    Process process =
        Process.of(ProcessFamilyTest::recurse, "", 2).output(Output.CAPTURED).start();
    process.join();

    assertThat(process.capturedOutput().lines())
        .containsExactly("[]", "[0]", "[00]", "[01]", "[1]", "[10]", "[11]");
  }

  @Test
  @Tag("X008")
  void daemon_startsAChild_refusedUnlessAllowed() throws Exception {
    Process refused = Process.of(ProcessFamilyTest::nameOfGrandchild)
        .daemon(true)
        .output(Output.CAPTURED)
        .start();
    Process allowed = Process.of(ProcessFamilyTest::nameOfGrandchild)
        .daemon(true)
        .mayHaveChildren(true)
        .output(Output.CAPTURED)
        .start();
    refused.join();
    allowed.join();

    assertThat(refused.exitCode()).hasValue(1);
    assertThat(refused.capturedOutput()).contains("not allowed to have children");
    assertThat(allowed.exitCode()).hasValue(0);
  }

  @Test
  @Tag("X005")
  void parent_askedByItsChild_onlyWhatItMayKnow() throws Exception {
    Process process = Process.of(() -> assertThatIllegalStateException()
            .isThrownBy(() -> Process.parent().orElseThrow().terminate()))
        .start();
    process.join();

    assertThat(process.exitCode()).hasValue(0);
    assertThatIllegalStateException().isThrownBy(() -> Process.current().join());
  }

  @Test
  @Tag("X016")
  void terminate_takesGrandchildrenAlong() throws Exception {
    Path started = scratch.resolve("grandchild");
    Process process = Process.of(ProcessFamilyTest::startGrandchildAndSleep, started.toString())
        .start();
    long grandchild = Long.parseLong(Scratch.read(started));

    process.terminate();
    process.join();

    Scratch.awaitGone(grandchild);
  }

  @Test
  void hostKilled_leavesNoChild() throws Exception {
    Path started = scratch.resolve("orphan");
    java.lang.Process host = ProgramRun.start(Programs.StartAndSleep.class, started.toString());
    long child = Long.parseLong(Scratch.read(started));

    host.destroyForcibly().waitFor();

    Scratch.awaitGone(child);
  }

  @Test
  @Tag("X009")
  void programEnds_daemonTerminated_otherJoined() throws Exception {
    Path daemon = scratch.resolve("daemon");
    Path other = scratch.resolve("other");

    ProgramRun run = ProgramRun.of(
        Programs.DaemonAndOther.class, List.of(), daemon.toString(), other.toString());

    assertThat(run.status()).isZero();
    assertThat(other).hasContent("done");
    Scratch.awaitGone(Long.parseLong(Scratch.read(daemon)));
  }

  @Test
  @Tag("C203")
  @Tag("H003")
  void child_neverRunsTheProgramsOwnMain() throws Exception {
    ProgramRun run = ProgramRun.of(Programs.StartsWithoutGuard.class, List.of());

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualToNormalizingNewlines("main\nchild\n");
  }

  @Test
  @Tag("C201")
  void jvmFlags_reachTheGrandchild() throws Exception {
    ProgramRun run =
        ProgramRun.of(Programs.PrintFlagsOfGrandchild.class, List.of("-ea", "-Dflag=up"));

    assertThat(run.out().strip()).isEqualTo("true up");
  }

  @Test
  @Tag("C179")
  void levelsOfLoggers_areThoseOfTheParent() throws Exception {
    ProgramRun run = ProgramRun.of(
        Programs.PrintLevelsOfChild.class,
        List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-Dorg.slf4j.simpleLogger.log.io.troupe.e2e=debug"));

    assertThat(run.out().lines()).containsExactly("debug, else error", "debug, else error");
  }

  @Test
  @Tag("C256")
  void relativeClassPath_isTheSameInAnotherDirectory() throws Exception {
    Process process = Process.of(() -> System.out.print(System.getProperty("java.class.path")))
        .directory(scratch)
        .output(Output.CAPTURED)
        .start();
    process.join();

    assertThat(process.capturedOutput().split(java.io.File.pathSeparator))
        .allSatisfy(entry -> assertThat(Path.of(entry)).isAbsolute());
  }

  @Test
  @Tag("C024")
  void ownStreamsClosed_childStillRuns() throws Exception {
    PrintStream out = System.out;
    System.setOut(new PrintStream(java.io.OutputStream.nullOutputStream()));
    System.out.close();
    try {
      Process process = Process.of(() -> System.out.println("into the void")).start();
      process.join();
      assertThat(process.exitCode()).hasValue(0);
    } finally {
      System.setOut(out);
    }
  }
}
