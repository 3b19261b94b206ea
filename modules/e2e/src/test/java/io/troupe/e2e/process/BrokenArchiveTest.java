package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.internal.process.launch.ArchiveAccess;
import io.troupe.internal.process.launch.ClassArchive;
import io.troupe.spi.ProcessLauncher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A class archive of which JVMs die costs time, and nothing else. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class BrokenArchiveTest {
  /** Dies as a JVM does that maps an archive which was cut short. */
  private static final ProcessLauncher DIES_OF_ARCHIVES = ProcessLauncher.through(
      "sh",
      "-c",
      "case \"$*\" in *SharedArchiveFile=*|*AOTCache=*) kill -BUS $$;; esac; exec \"$@\"",
      "sh");

  @TempDir
  Path cache;

  static void nothing() {}

  static int twice(int x) {
    return 2 * x;
  }

  static final class Processes {
    private Processes() {}

    public static void main(String[] arguments) throws Exception {
      Path archive = ArchiveAccess.publish("no archive, but as long as it was");
      Process process =
          Process.of(BrokenArchiveTest::nothing).launcher(DIES_OF_ARCHIVES).start();
      process.join();
      System.out.println(process.exitCode() + " " + Files.exists(archive));
    }
  }

  static final class Workers {
    private Workers() {}

    public static void main(String[] arguments) throws Exception {
      Path archive = ArchiveAccess.publish("as it was made");
      Files.writeString(archive, "no longer as i");
      try (Pool pool = Pool.builder().processes(2).launcher(DIES_OF_ARCHIVES).start()) {
        System.out.println(pool.map(BrokenArchiveTest::twice, List.of(1, 2, 3)));
      }
      while (Files.exists(archive)) {
        Thread.onSpinWait(); // whoever tests this has a limit
      }
    }
  }

  static final class Truncated {
    private Truncated() {}

    /** @param arguments how many thousandths of the archive are there */
    public static void main(String[] arguments) throws Exception {
      byte[] whole = ArchiveAccess.make(Path.of(arguments[0], "whole"));
      int length = (int) (whole.length / 1000L * Integer.parseInt(arguments[1]));
      ArchiveAccess.publish(Arrays.copyOf(whole, length));
      String crashes = "-XX:ErrorFile=" + arguments[0] + "/crash.log";
      try (Pool pool = Pool.builder().processes(2).jvmOptions(crashes).start()) {
        System.out.println(pool.map(BrokenArchiveTest::twice, List.of(1, 2, 3)));
      }
      Process process =
          Process.of(BrokenArchiveTest::nothing).jvmOptions(crashes).start();
      process.join();
      System.out.println(process.exitCode());
    }
  }

  /**
   * Starts another program with the options of an archive that it cannot use: of one of another
   * class path, if there is an argument, which says where to make it.
   */
  static final class Starter {
    private Starter() {}

    public static void main(String[] arguments) throws Exception {
      ArchiveAccess.publish(
          arguments.length == 0
              ? "no archive".getBytes(StandardCharsets.UTF_8)
              : ArchiveAccess.make(
                  Path.of(arguments[0], "whole"),
                  "-cp",
                  greeterJar(Path.of(arguments[0])),
                  Greeter.class.getName()));
      List<String> command = new ArrayList<>(
          List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
      command.addAll(ClassArchive.locate().hostOptions(System.getProperty("java.class.path")));
      command.add(Greeter.class.getName());
      System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    private static String greeterJar(Path directory) throws Exception {
      String jar = directory.resolve("greeter.jar").toString();
      Path classes = Path.of(
          Greeter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      String entry = Greeter.class.getName().replace('.', '/') + ".class";
      ToolProvider.findFirst("jar")
          .orElseThrow()
          .run(System.err, System.err, "cf", jar, "-C", classes.toString(), entry);
      return jar;
    }
  }

  static final class Greeter {
    private Greeter() {}

    public static void main(String[] arguments) {
      System.out.println("hello");
    }
  }

  @Test
  void programsOwnJvm_archiveIsNone_startsWithoutAWord() throws Exception {
    assertHello(run(Starter.class));
  }

  @Test
  void programsOwnJvm_archiveOfAnotherClassPath_startsWithoutAWord() throws Exception {
    assertHello(ProgramRun.of(Starter.class, List.of("-Dtroupe.cache=" + cache), cache.toString()));
  }

  private static void assertHello(ProgramRun run) {
    assertThat(run.out()).isEqualTo("hello" + System.lineSeparator());
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "300", "700", "990", "1000"})
  void archiveIsTruncated_processesStartAllTheSame(String thousandths) throws Exception {
    ProgramRun run = ProgramRun.of(
        Truncated.class, List.of("-Dtroupe.cache=" + cache), cache.toString(), thousandths);

    assertThat(run.out()).as(run.err()).isEqualTo("[2, 4, 6]\nOptionalInt[0]\n");
    assertThat(run.err().lines().filter(line -> line.contains("SIGBUS")))
        .as(run.err())
        .hasSizeLessThanOrEqualTo(1);
    assertThat(run.err().lines()).as(run.err()).hasSizeLessThanOrEqualTo(3);
  }

  private ProgramRun run(Class<?> main) throws Exception {
    return ProgramRun.of(main, List.of("-Dtroupe.cache=" + cache));
  }

  @Test
  void process_diesOfTheArchive_isStartedOnceMoreWithout() throws Exception {
    ProgramRun run = run(Processes.class);

    assertThat(run.out()).isEqualTo("OptionalInt[0] true" + System.lineSeparator());
    assertThat(run.err()).containsOnlyOnce("class archive");
  }

  @Test
  void workers_dieOfTheArchive_othersStartWithout_andADamagedOneIsDeleted() throws Exception {
    ProgramRun run = run(Workers.class);

    assertThat(run.out()).isEqualTo("[2, 4, 6]" + System.lineSeparator());
    assertThat(run.err()).containsOnlyOnce("class archive");
  }
}
