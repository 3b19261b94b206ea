package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Process;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import io.troupe.e2e.support.Signals;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that has nothing to do any more but to wait for a process can be ended. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProgramEndTest {
  /** Whatever these tests run in may ignore SIGINT, as what a shell has in the background does. */
  private static final List<String> INTERRUPTIBLY = List.of("env", "--default-signal=INT");

  private static final List<String> INTERRUPTIBLY_IN_A_SESSION =
      List.of("env", "--default-signal=INT", "setsid");

  @TempDir
  Path scratch;

  static void sleepForever(String pidFile) throws Exception {
    Scratch.write(pidFile, Long.toString(ProcessHandle.current().pid()));
    new CountDownLatch(1).await();
  }

  static final class Returns {
    public static void main(String[] args) {
      Process.of(ProgramEndTest::sleepForever, args[0]).start();
    }
  }

  static final class Exits {
    public static void main(String[] args) {
      Returns.main(args);
      System.exit(3);
    }
  }

  static final class HasChildThatReturns {
    public static void main(String[] args) {
      Process.of(Returns::main, args).start();
    }
  }

  @Test
  void mainHasReturned_sigterm_endsTheProgramAndItsProcess() throws Exception {
    assertEndsBySigterm(Returns.class);
  }

  /** As Ctrl-C does, the signal goes to all processes of the terminal's foreground. */
  @ParameterizedTest
  @ValueSource(classes = {Returns.class, Exits.class, HasChildThatReturns.class})
  @EnabledOnOs(OS.LINUX)
  void waitsForAProcess_controlC_endsTheProgramAndItsProcess(Class<?> main) throws Exception {
    Path pidFile = scratch.resolve("pid");
    java.lang.Process program =
        ProgramRun.startThrough(INTERRUPTIBLY_IN_A_SESSION, main, pidFile.toString());
    try {
      long child = Long.parseLong(Scratch.read(pidFile));

      Signals.send("INT", -program.pid());

      assertThat(program.waitFor(Scratch.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isTrue();
      Scratch.awaitGone(child);
    } finally {
      program.descendants().forEach(ProcessHandle::destroyForcibly);
      program.destroyForcibly();
    }
  }

  /** Of the program alone, as {@code kill -INT} does. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void mainHasReturned_sigint_endsTheProgramAndItsProcess() throws Exception {
    Path pidFile = scratch.resolve("pid");
    java.lang.Process program =
        ProgramRun.startThrough(INTERRUPTIBLY, Returns.class, pidFile.toString());
    try {
      long child = Long.parseLong(Scratch.read(pidFile));

      Signals.send("INT", program.pid());

      assertThat(program.waitFor(Scratch.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isTrue();
      Scratch.awaitGone(child);
    } finally {
      program.destroyForcibly();
    }
  }

  @Test
  void exitWasCalled_sigterm_endsTheProgramAndItsProcess() throws Exception {
    assertEndsBySigterm(Exits.class);
  }

  @Test
  void processHasReturned_sigterm_endsAllThree() throws Exception {
    assertEndsBySigterm(HasChildThatReturns.class);
  }

  private void assertEndsBySigterm(Class<?> main) throws Exception {
    Path pidFile = scratch.resolve("pid");
    java.lang.Process program = ProgramRun.start(main, pidFile.toString());
    try {
      long child = Long.parseLong(Scratch.read(pidFile));

      program.destroy();

      assertThat(program.waitFor(Scratch.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isTrue();
      Scratch.awaitGone(child);
    } finally {
      program.destroyForcibly();
    }
  }
}
