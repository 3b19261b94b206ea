package io.troupe.e2e.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.Pool;
import io.troupe.e2e.support.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock of the machine is set. A JVM counts the start times of processes from the moment at
 * which the machine was booted, which the system calculates from its clock, and which each JVM
 * reads once: those that start after the step see other times than those that started before. Here
 * the moment is moved by a file over the system's, in mounts of the test's own.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ClockStepTest {
  private static final Path STAT = Path.of("/proc/stat");
  private static final int STEP_SECONDS = 3600;

  /** How to get mounts of one's own, as root or as somebody who may be root among themselves. */
  private static final List<List<String>> WAYS =
      List.of(List.of("unshare", "-m"), List.of("unshare", "-rm"));

  private static List<String> way = List.of();

  @TempDir
  static Path scratch;

  private static Path stepped() {
    return scratch.resolve("stat");
  }

  /** Starts processes, sees the clock step, and starts more. */
  static final class SeesTheStep {
    private SeesTheStep() {}

    public static void main(String[] arguments) throws Exception {
      System.out.println(Neighbours.useAll());
      Instant before = startAsAChildSeesIt();
      new ProcessBuilder("mount", "--bind", arguments[0], STAT.toString())
          .inheritIO()
          .start()
          .waitFor();
      System.out.println(Neighbours.useAll());
      System.out.println(Duration.between(before, startAsAChildSeesIt()).toSeconds());
    }

    /** Returns when this JVM started. */
    private static Instant startAsAChildSeesIt() throws InterruptedException {
      try (Pool pool = Pool.of(1)) {
        return pool.apply(SeesTheStep::startOfParent);
      }
    }

    private static Instant startOfParent() {
      ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
      return parent.info().startInstant().orElseThrow();
    }
  }

  @BeforeAll
  static void findAWay() throws Exception {
    assumeTrue(Files.isReadable(STAT), "this system has no " + STAT);
    List<String> lines = new ArrayList<>(Files.readAllLines(STAT));
    lines.replaceAll(line -> line.startsWith("btime ") ? later(line) : line);
    Files.write(stepped(), lines);
    for (List<String> each : WAYS) {
      if (works(each)) {
        way = each;
        return;
      }
    }
    assumeTrue(false, "this machine lets nobody have mounts of their own");
  }

  private static String later(String line) {
    return "btime " + (Long.parseLong(line.substring("btime ".length()).trim()) + STEP_SECONDS);
  }

  private static boolean works(List<String> way) throws InterruptedException {
    try {
      List<String> command = new ArrayList<>(afterTheStep(way));
      command.add("true");
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no such command
    }
  }

  private static List<String> afterTheStep(List<String> way) {
    List<String> all = new ArrayList<>(way);
    String mount = "mount --bind '" + stepped() + "' " + STAT;
    all.addAll(List.of("sh", "-c", mount + " && exec \"$@\"", "sh"));
    return all;
  }

  @Test
  void clockSteps_programGoesOnStartingProcesses() throws Exception {
    ProgramRun run = ProgramRun.through(way, SeesTheStep.class, stepped().toString());

    assertThat(run.out().lines())
        .as(run.err())
        .containsExactly("exit 0, [4, 9]", "exit 0, [4, 9]", Integer.toString(STEP_SECONDS));
    assertThat(run.status()).isZero();
  }

  @Test
  void programStartedBeforeTheStep_outlivesThoseStartedAfter() throws Exception {
    Neighbours.check(scratch, List.of(), afterTheStep(way));
  }
}
