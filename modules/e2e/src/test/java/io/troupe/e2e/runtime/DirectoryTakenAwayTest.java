package io.troupe.e2e.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Process;
import io.troupe.ProcessStartException;
import io.troupe.e2e.support.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cleaners of temporary files, and sessions that end, delete what a program uses. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DirectoryTakenAwayTest {
  private static final List<Path> PLACES =
      List.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")));

  private final String user = "cleaned-" + UUID.randomUUID().toString().substring(0, 8);

  static void nothing() {}

  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
      Process first = Process.of(DirectoryTakenAwayTest::nothing).start();
      first.join();
      System.out.println(first.exitCode());
      deleteAll(System.getProperty("user.name"));
      try {
        Process.of(DirectoryTakenAwayTest::nothing).start();
      } catch (ProcessStartException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static void deleteAll(String user) throws IOException {
    for (Path place : PLACES) {
      Path directory = place.resolve("troupe-" + user);
      if (Files.exists(directory)) {
        try (Stream<Path> files = Files.walk(directory)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  @AfterEach
  void cleanUp() throws IOException {
    deleteAll(user);
  }

  @Test
  void start_directoryWasDeleted_saysSoInOneLine() throws Exception {
    ProgramRun run = ProgramRun.of(Program.class, List.of("-Duser.name=" + user));

    assertThat(run.out().lines()).as(run.err()).hasSize(2);
    assertThat(run.out())
        .startsWith("OptionalInt[0]")
        .contains("was deleted although this program uses it");
    assertThat(run.status()).isZero();
  }
}
