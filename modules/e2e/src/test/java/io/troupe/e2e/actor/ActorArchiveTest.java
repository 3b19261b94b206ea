package io.troupe.e2e.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Process;
import io.troupe.actor.Actors;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.internal.process.launch.ClassArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes for actors have a class archive of their own. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ActorArchiveTest {
  @TempDir
  Path cache;

  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
      ClassArchive archive = ClassArchive.locateForActors();
      archive.create();
      String option = archive.hostOptions("").get(0);
      Process process = Actors.process("actors").start();
      Actors.in(process).spawn(Behaviors::empty, "there");
      System.out.println(command(process).anyMatch(option::equals));
      process.kill();
    }

    private static Stream<String> command(Process process) throws Exception {
      String line = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
      return Stream.of(line.split("\0"));
    }
  }

  @Test
  void process_forActors_startsOnTheirArchive() throws Exception {
    ProgramRun run = ProgramRun.of(Program.class, List.of("-Dtroupe.cache=" + cache));

    assertThat(run.out()).as(run.err()).isEqualTo("true" + System.lineSeparator());
    assertThat(run.err()).isEmpty();
  }
}
