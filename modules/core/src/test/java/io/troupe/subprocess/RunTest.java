package io.troupe.subprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunTest {
  private static final Duration SOON = Duration.ofMillis(100);

  @TempDir
  Path scratch;

  @Test
  @Tag("S063")
  @Tag("T30")
  @Tag("T33")
  void returnCode_isTheProgramsOwn() throws Exception {
    Completed done = Command.shell("exit 47").run();

    assertThat(done.returnCode()).isEqualTo(47);
    assertThat(done.args()).containsExactly("/bin/sh", "-c", "exit 47");
    assertThatThrownBy(done::checkReturnCode)
        .isInstanceOf(CalledProcessException.class)
        .hasMessage("Command 'exit 47' returned non-zero exit status 47.");
    assertThat(Subprocess.run("true").checkReturnCode().returnCode()).isZero();
    assertThat(Subprocess.call("false")).isEqualTo(1);
  }

  @Test
  @Tag("S064")
  void check_throwsWithTheReturnCode() {
    assertThatThrownBy(() -> Command.shell("exit 47").check().run())
        .isInstanceOfSatisfying(
            CalledProcessException.class, e -> assertThat(e.returnCode()).isEqualTo(47));
  }

  @Test
  @Tag("S006")
  void checkCall_ofSuccess_returns() throws Exception {
    Subprocess.checkCall("true");
    Command.of("true").check().checkCall();
  }

  @Test
  @Tag("S007")
  void checkCall_ofFailure_throws() {
    assertThatThrownBy(() -> Subprocess.checkCall("sh", "-c", "exit 47"))
        .isInstanceOfSatisfying(
            CalledProcessException.class, e -> assertThat(e.returnCode()).isEqualTo(47));
  }

  @Test
  void failure_quotesTheEndOfStandardError_andCarriesBoth() {
    Command command =
        Command.shell("echo result; seq 30 >&2; echo no such thing >&2; exit 3").captureOutput();

    assertThatThrownBy(() -> command.check().run())
        .isInstanceOfSatisfying(CalledProcessException.class, e -> {
          assertThat(e.stdout().text()).isEqualTo("result\n");
          assertThat(e.stderr().lines()).hasSize(31).endsWith("no such thing");
          assertThat(e.args()).isEqualTo(command.args());
        })
        .hasMessageContaining("returned non-zero exit status 3. Its last lines:\n  22\n")
        .hasMessageEndingWith("\n  30\n  no such thing");
  }

  @Test
  void failure_ofWordsWithSpaces_namesThemQuoted() {
    assertThatThrownBy(() ->
            Command.of("ls", "-d", "/no such/it's").captureOutput().check().run())
        .hasMessageStartingWith("Command 'ls -d '/no such/it'\"'\"'s'' returned");
  }

  @Test
  @Tag("S008")
  void checkOutput_returnsStandardOutput() throws Exception {
    assertThat(Subprocess.checkOutput("echo", "BDFL")).isEqualTo("BDFL\n");
    assertThatThrownBy(() -> Command.of("true").stdout(Redirect.DEVNULL).checkOutput())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stdout is not allowed, checkOutput overrides it");
    assertThatThrownBy(() -> Command.of("true").check().checkOutput())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("check is not allowed, checkOutput overrides it");
  }

  @Test
  @Tag("S009")
  void checkOutput_ofFailure_throws() {
    assertThatThrownBy(() -> Subprocess.checkOutput("sh", "-c", "echo all; exit 5"))
        .isInstanceOfSatisfying(CalledProcessException.class, e -> {
          assertThat(e.returnCode()).isEqualTo(5);
          assertThat(e.stdout().text()).isEqualTo("all\n");
          assertThat(e.stderr().isCaptured()).isFalse();
        });
  }

  @Test
  @Tag("S010")
  @Tag("T33")
  void checkOutput_withMergedError_hasBoth() throws Exception {
    assertThat(Command.shell("echo BDFL >&2").stderr(Redirect.STDOUT).checkOutput())
        .isEqualTo("BDFL\n");
  }

  @Test
  @Tag("S012")
  void input_reachesTheProgram() throws Exception {
    Command upper = Command.of("tr", "a-z", "A-Z");

    assertThat(upper.input("pear").checkOutput()).isEqualTo("PEAR");
    assertThat(upper.input(new byte[] {'p', 'e', 'a', 'r'}).checkOutput()).isEqualTo("PEAR");
  }

  @Test
  @Tag("S013")
  void input_ofNothing_endsAtOnce() throws Exception {
    assertThat(Command.of("cat").input("").checkOutput()).isEmpty();
  }

  @Test
  @Tag("S014")
  @Tag("S069")
  void input_andStdin_contradict() {
    Command input = Command.of("cat").input("x");
    Command stdin = Command.of("cat").stdin(Redirect.DEVNULL);

    assertThatThrownBy(() -> input.stdin(Redirect.PIPE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stdin and input may not both be used");
    assertThatThrownBy(() -> stdin.input("x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stdin and input may not both be used");
  }

  @Test
  @Tag("S067")
  @Tag("S068")
  @Tag("S072")
  void capture_keepsWhatWasAskedFor() throws Exception {
    Command both = Command.shell("printf out; printf err >&2");

    Completed out = both.stdout(Redirect.PIPE).stderr(Redirect.DEVNULL).run();
    assertThat(out.stdout().bytes()).containsExactly('o', 'u', 't');
    assertThatThrownBy(out::error)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not captured");
    Completed err = both.stdout(Redirect.DEVNULL).stderr(Redirect.PIPE).run();
    assertThat(err.error()).isEqualTo("err");
    assertThat(err.stdout().isCaptured()).isFalse();
    Completed all = both.captureOutput().run();
    assertThat(all.output() + all.error()).isEqualTo("outerr");
  }

  @Test
  @Tag("S074")
  void captureOutput_andRedirects_contradict() {
    assertThatThrownBy(() -> Command.of("true").captureOutput().stdout(Redirect.DEVNULL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stdout and captureOutput may not both be used");
    assertThatThrownBy(() -> Command.of("true").captureOutput().stderr(Redirect.STDOUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stderr and captureOutput may not both be used");
    assertThatThrownBy(() -> Command.of("true").stderr(Redirect.PIPE).captureOutput())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("S004")
  @Tag("S066")
  void timeout_killsTheProgram() throws Exception {
    Path pid = scratch.resolve("pid");

    expire(Command.shell("echo $$ > " + pid + "; while :; do :; done"), e -> isWritten(pid));

    awaitGone(Files.readString(pid));
  }

  /**
   * Runs a command with ever longer timeouts, for the machine may be busy, until it has got far
   * enough to tell something.
   */
  static TimeoutExpiredException expire(
      Command command, Predicate<TimeoutExpiredException> farEnough) throws Exception {
    for (Duration timeout = SOON; ; timeout = timeout.multipliedBy(2)) {
      try {
        throw new AssertionError("has ended: " + command.timeout(timeout).run());
      } catch (TimeoutExpiredException e) {
        if (farEnough.test(e)) {
          return e;
        }
      }
    }
  }

  static boolean isWritten(Path file) {
    return file.toFile().length() > 1;
  }

  @Test
  @Tag("S005")
  void timeout_isInTheMessage() {
    Command sleep = Command.of("sleep", "3600");

    assertThatThrownBy(() -> sleep.timeout(Duration.ofSeconds(-1)).run())
        .isInstanceOf(TimeoutExpiredException.class)
        .hasMessage("Command 'sleep 3600' timed out after -1 seconds.");
    assertThatThrownBy(() -> sleep.timeout(Duration.ZERO).run())
        .hasMessage("Command 'sleep 3600' timed out after 0 seconds.");
    assertThatThrownBy(() -> sleep.timeout(SOON).run())
        .isInstanceOfSatisfying(
            TimeoutExpiredException.class, e -> assertThat(e.timeout()).isEqualTo(SOON))
        .hasMessage("Command 'sleep 3600' timed out after 0.1 seconds.");
  }

  @Test
  @Tag("S015")
  void timeout_ofCheckOutput_carriesTheOutputSoFar() throws Exception {
    Command command =
        Command.shell("echo so far; echo why >&2; exec sleep 3600").captureOutput();

    TimeoutExpiredException e = expire(
        command, thrown -> thrown.stderr().isCaptured() && thrown.stderr().size() > 0);

    assertThat(e.stdout().text()).isEqualTo("so far\n");
    assertThat(e.stderr().text()).isEqualTo("why\n");
    assertThat(e).hasMessageEndingWith(" seconds. Its last lines:\n  why");
    assertThatThrownBy(() -> Command.of("sleep", "3600").timeout(SOON).checkOutput())
        .isInstanceOf(TimeoutExpiredException.class);
  }

  @Test
  @Tag("S075")
  void timeout_killsGrandchildren_andReturnsThoughTheyHoldThePipe() throws Exception {
    Path pid = scratch.resolve("pid");

    expire(
        Command.shell("sleep 3600 & echo $! > " + pid + "; wait").captureOutput(),
        e -> isWritten(pid));

    awaitGone(Files.readString(pid));
  }

  @Test
  void timeout_returnsThoughAnOrphanHoldsThePipe() throws Exception {
    Path pids = scratch.resolve("pids");
    try {
      TimeoutExpiredException e = expire(
          Command.shell("echo so far; sleep 3600 & echo $! >> " + pids).captureOutput(),
          thrown -> isWritten(pids));

      assertThat(e.stdout().text()).isEqualTo("so far\n");
    } finally {
      for (String pid : Files.readAllLines(pids)) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  @Test
  void interrupt_killsTheProgram() throws Exception {
    Path pid = scratch.resolve("pid");
    Thread runner = new Thread(() -> {
      assertThatThrownBy(() -> Command.shell("echo $$ > " + pid + "; exec sleep 3600")
              .captureOutput()
              .run())
          .isInstanceOf(InterruptedException.class);
    });
    runner.start();
    Awaitility.await().until(() -> isWritten(pid));

    runner.interrupt();

    runner.join();
    awaitGone(Files.readString(pid));
  }

  @Test
  @Tag("S016")
  @Tag("S035")
  @Tag("S070")
  void environment_isWholeOrInAddition() throws Exception {
    Command print = Command.shell("printf %s \"$FRUIT-$HOME\"");

    assertThat(print.env("FRUIT", "banana").checkOutput())
        .isEqualTo("banana-" + System.getenv("HOME"));
    assertThat(print.environment(Map.of("FRUIT", "orange")).checkOutput()).isEqualTo("orange-");
    assertThat(print.environment(Map.of()).env("FRUIT", "fig").checkOutput()).isEqualTo("fig-");
    assertThat(print.env("FRUIT", "kiwi").withoutEnv("HOME").checkOutput()).isEqualTo("kiwi-");
    assertThat(print.env("FRUIT", "kiwi").environment(Map.of()).checkOutput()).isEqualTo("-");
  }

  @Test
  @Tag("S022")
  void directory_isTheProgramsOwn() throws Exception {
    assertThat(Command.of("pwd").directory(scratch.toRealPath()).checkOutput())
        .isEqualTo(scratch.toRealPath() + "\n");
  }

  @Test
  @Tag("S023")
  void program_withRelativeName_isFoundFromItsDirectory() throws Exception {
    Path program = Files.writeString(scratch.resolve("hello"), "#!/bin/sh\necho hello from here\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThat(Command.of("./hello").directory(scratch).checkOutput())
        .isEqualTo("hello from here\n");
    assertThatThrownBy(() -> Command.of("./hello").run())
        .isInstanceOf(java.nio.file.NoSuchFileException.class);
  }

  @Test
  void program_isFoundOnThePathOfItsEnvironment() throws Exception {
    Path program = Files.writeString(scratch.resolve("troupe-hello"), "#!/bin/sh\necho hello\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThat(Command.of("troupe-hello")
            .env("PATH", scratch + ":" + System.getenv("PATH"))
            .checkOutput())
        .isEqualTo("hello\n");
    assertThat(Command.of("echo", "still").environment(Map.of()).checkOutput())
        .isEqualTo("still\n");
  }

  @Test
  @Tag("S082")
  @Tag("S083")
  void signal_isANegativeReturnCode() throws Exception {
    Completed done = Command.shell("kill -ABRT $$").run();

    assertThat(done.returnCode()).isEqualTo(-6);
    assertThatThrownBy(done::checkReturnCode)
        .hasMessage("Command 'kill -ABRT $$' died with <Signals.SIGABRT: 6>.");
    assertThat(Command.shell("kill -KILL $$").call()).isEqualTo(-9);
  }

  @Test
  @Tag("S084")
  void signal_thatHasNoName_isSaidToBeUnknown() {
    Completed done =
        new Completed(Command.of("true").args(), -9876543, Captured.none(), Captured.none());

    assertThatThrownBy(done::checkReturnCode)
        .hasMessage("Command 'true' died with unknown signal 9876543.");
  }

  @Test
  void returnCode_thatNoSignalCanHaveCaused_isTheProgramsOwn() throws Exception {
    for (int code : new int[] {126, 127, 128, 145, 146, 147, 148, 151, 156, 160, 170, 193, 255}) {
      assertThat(Command.shell("exit " + code).call()).isEqualTo(code);
    }
  }

  @Test
  @Tag("S087")
  void oneWord_isTheProgram() throws Exception {
    assertThat(Command.of("true").call()).isZero();
  }

  @Test
  @Tag("S088")
  @Tag("S089")
  @Tag("T32")
  void shell_runsTheScript_withItsArguments() throws Exception {
    assertThat(Command.shell("echo $FRUIT").env("FRUIT", "apple").checkOutput())
        .isEqualTo("apple\n");
    assertThat(Command.shell("echo \"$0:$1\"", "name", "a  b").checkOutput())
        .isEqualTo("name:a  b\n");
    assertThat(Command.shell("ls / | wc -l").checkOutput().strip()).containsOnlyDigits();
  }

  @Test
  void shell_thatFindsNoProgram_returns127() throws Exception {
    Completed done = Command.shell("no-such-program-here").captureOutput().run();

    assertThat(done.returnCode()).isEqualTo(127);
    assertThat(done.error()).contains("no-such-program-here");
    assertThat(Command.shell("/").captureOutput().call()).isEqualTo(126);
  }

  @Test
  @Tag("S021")
  void shell_canBeAnother() throws Exception {
    assertThat(Command.shell("echo ${0##*/} ${BASH_VERSION:+works}")
            .executable("/bin/bash")
            .checkOutput())
        .isEqualTo("bash works\n");
    assertThatThrownBy(() -> Command.of("true").executable("/bin/bash"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lateOutput_ofWhatTheProgramStarted_isAwaited() throws Exception {
    assertThat(Command.shell("(sleep 0.3; echo late) & echo now").checkOutput())
        .isEqualTo("now\nlate\n");
  }

  static void awaitGone(String pid) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ProcessHandle.of(Long.parseLong(pid.strip()))
            .filter(ProcessHandle::isAlive)
            .isEmpty());
  }
}
