package io.troupe.e2e.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import io.troupe.sync.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that share {@code /dev/shm} and {@code /tmp}, but do not see each other's processes, as the containers of a pod: none
 * takes another's files for those of a dead one.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class PidNamespaceTest {
  /** How to get process ids of one's own, as root or as somebody who may be root among themselves. */
  private static final List<List<String>> WAYS = List.of(
      List.of("unshare", "-pfm", "--mount-proc", "--kill-child"),
      List.of("unshare", "-rpfm", "--mount-proc", "--kill-child"));

  private static List<String> apart = List.of();

  @TempDir
  Path scratch;

  private java.lang.Process living;

  /** Uses processes and shared memory, waits until others have come and gone, and does so again. */
  static final class Lives {
    private Lives() {}

    public static void main(String[] arguments) throws Exception {
      Event event = Event.create();
      useAll();
      Scratch.write(arguments[0], "up");
      Scratch.await(Path.of(arguments[1]));
      event.set();
      Scratch.write(arguments[2], useAll());
    }
  }

  /** Comes and goes meanwhile. */
  static final class Passes {
    private Passes() {}

    public static void main(String[] arguments) throws Exception {
      System.out.print(useAll());
    }
  }

  private static String useAll() throws Exception {
    Event event = Event.create();
    Process process = Process.of(Event::set, event).start();
    process.join();
    event.await();
    try (Pool pool = Pool.of(1)) {
      return "exit " + process.exitCode().orElseThrow() + ", "
          + pool.map(x -> x * x, List.of(2, 3));
    }
  }

  @BeforeAll
  static void findAWay() throws InterruptedException {
    for (List<String> way : WAYS) {
      if (works(way)) {
        apart = way;
        return;
      }
    }
    assumeTrue(false, "this machine lets nobody have process ids of their own");
  }

  private static boolean works(List<String> way) throws InterruptedException {
    List<String> command = new java.util.ArrayList<>(way);
    command.add("true");
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no such command
    }
  }

  @AfterEach
  void stop() {
    if (living != null) {
      living.destroyForcibly();
    }
  }

  private void liveWhileOthersPass(List<String> front, List<String> othersFront) throws Exception {
    Path up = scratch.resolve("up");
    Path goOn = scratch.resolve("go-on");
    Path result = scratch.resolve("result");
    living = ProgramRun.startThrough(
        front, Lives.class, up.toString(), goOn.toString(), result.toString());
    Scratch.await(up);

    for (int i = 0; i < 2; i++) { // the second one sweeps what the first one may have left
      ProgramRun run = ProgramRun.through(othersFront, Passes.class);
      // A JVM may say that another one has the name of its performance data.
      assertThat(run.out()).as(run.err()).endsWith("exit 0, [4, 9]");
    }
    Scratch.write(goOn.toString(), "");

    assertThat(Scratch.read(result)).isEqualTo("exit 0, [4, 9]");
    assertThat(living.waitFor()).isZero();
  }

  @Test
  void programOutside_outlivesThoseInside() throws Exception {
    liveWhileOthersPass(List.of(), apart);
  }

  @Test
  void programInside_outlivesThoseOutside() throws Exception {
    liveWhileOthersPass(apart, List.of());
  }

  @Test
  void programsInNamespacesOfTheirOwn_withTheSameProcessIds_outliveEachOther() throws Exception {
    liveWhileOthersPass(apart, apart);
  }
}
