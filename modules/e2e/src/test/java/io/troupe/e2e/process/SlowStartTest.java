package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Process;
import io.troupe.e2e.support.ProgramRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JVM may need long to start; one that does nothing any more hangs. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SlowStartTest {
  private static final String TIMEOUT = "-Dtroupe.start.timeout=2";

  @TempDir
  Path scratch;

  static final class StartsThrough {
    public static void main(String[] args) throws Exception {
      Process process = Process.of(() -> System.out.println("ran")).executable(Path.of(args[0]));
      process.start().join();
      System.out.println(process.exitCode().orElseThrow());
    }
  }

  /** Returns a java that does something else first, but not where options are checked. */
  private String java(String first) throws Exception {
    Path script = scratch.resolve("java");
    Files.writeString(
        script,
        "#!/bin/sh\ncase \"$*\" in *-version) exit 0;; esac\n"
            + first
            + "\nexec "
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script.toString();
  }

  @Test
  void neverLinksAndDoesNothing_isKilledAndSaysSo() throws Exception {
    ProgramRun run = ProgramRun.of(StartsThrough.class, List.of(TIMEOUT), java("exec sleep 100"));

    assertThat(run.out()).isEqualTo("-9\n");
    assertThat(run.err()).contains("for 2 s it has neither linked itself nor used the processor");
  }

  @Test
  void isSlowButBusy_isWaitedFor() throws Exception {
    String busy = "i=0; while [ $i -lt 5000000 ]; do i=$((i+1)); done";

    ProgramRun run = ProgramRun.of(StartsThrough.class, List.of(TIMEOUT), java(busy));

    assertThat(run.out()).as(run.err()).isEqualTo("ran\n0\n");
  }

  @Test
  void timeoutThatIsNoNumber_isRefused() throws Exception {
    ProgramRun run =
        ProgramRun.of(StartsThrough.class, List.of("-Dtroupe.start.timeout=soon"), java(""));

    assertThat(run.err()).contains("troupe.start.timeout must be a number of seconds", "soon");
  }
}
