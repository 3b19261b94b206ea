package io.troupe.e2e.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import io.troupe.sync.Event;
import java.nio.file.Path;
import java.util.List;

/** Programs that share directories: none takes another's files for those of a dead one. */
final class Neighbours {
  private static final String ALL_WORKS = "exit 0, [4, 9]";

  private Neighbours() {}

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

  static String useAll() throws Exception {
    Event event = Event.create();
    Process process = Process.of(Event::set, event).start();
    process.join();
    event.await();
    try (Pool pool = Pool.of(1)) {
      return "exit " + process.exitCode().orElseThrow() + ", "
          + pool.map(x -> x * x, List.of(2, 3));
    }
  }

  /**
   * Has a program live while two others come and go.
   *
   * @param front the command in front of the program
   * @param othersFront that of the others
   */
  static void check(Path scratch, List<String> front, List<String> othersFront) throws Exception {
    Path up = scratch.resolve("up");
    Path goOn = scratch.resolve("go-on");
    Path result = scratch.resolve("result");
    java.lang.Process living = ProgramRun.startThrough(
        front, Lives.class, up.toString(), goOn.toString(), result.toString());
    try {
      Scratch.await(up);
      for (int i = 0; i < 2; i++) { // the second one sweeps what the first one may have left
        ProgramRun run = ProgramRun.through(othersFront, Passes.class);
        // A JVM may say that another one has the name of its performance data.
        assertThat(run.out()).as(run.err()).endsWith(ALL_WORKS);
      }
      Scratch.write(goOn.toString(), "");

      assertThat(Scratch.read(result)).isEqualTo(ALL_WORKS);
      assertThat(living.waitFor()).isZero();
    } finally {
      living.destroyForcibly();
    }
  }
}
