package io.troupe.e2e.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.e2e.support.ProgramRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs of a user who may have few threads, as {@code ulimit -u} or a container has it: they
 * end, and say why in some lines.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ThreadLimitTest {
  /** Root knows no such limit. */
  private static final List<String> AS_ANOTHER =
      List.of("setpriv", "--reuid=61235", "--regid=61235", "--clear-groups");

  /**
   * A few warnings, the JVM's own lines, and at most two exceptions that nothing catches, with where
   * they were called: the program's, and that of a process whose own work met the limit.
   */
  private static final int MOST_LINES = 100;

  /** Readable for the other user, as the class path of the test need not be. */
  @TempDir
  static Path copy;

  @BeforeAll
  static void needsAnotherUser() throws Exception {
    assumeTrue(
        ends(limited(1_000, "true")), "this machine lets nobody act as a user with few threads");
    assumeTrue(copyClassPath(), "the class path cannot be copied");
  }

  /** What stays for the next program of that user. */
  @AfterAll
  static void cleanUp() throws Exception {
    for (String place : List.of("/dev/shm", "/tmp", "/var/tmp")) {
      assertThat(ends(List.of("rm", "-rf", place + "/troupe-61235"))).isTrue();
    }
  }

  private static List<String> limited(int threads, String... command) {
    List<String> all = new ArrayList<>(List.of("prlimit", "--nproc=" + threads));
    all.addAll(AS_ANOTHER);
    all.addAll(List.of("env", "HOME=/nonexistent"));
    all.addAll(List.of(command));
    return all;
  }

  private static boolean ends(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no such command
    }
  }

  private static boolean copyClassPath() throws InterruptedException {
    List<String> script = new ArrayList<>();
    List<String> entries = entries();
    for (int i = 0; i < entries.size(); i++) {
      script.add("cp -r '" + entries.get(i) + "' '" + copied(i, entries.get(i)) + "'");
    }
    script.add("chmod -R a+rX '" + copy + "'");
    return ends(List.of("sh", "-c", String.join(" && ", script)));
  }

  private static List<String> entries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> new File(entry).exists())
        .toList();
  }

  private static Path copied(int index, String entry) {
    return copy.resolve(index + (entry.endsWith(".jar") ? ".jar" : ""));
  }

  private static String classPath() {
    List<String> entries = entries();
    return Stream.iterate(0, i -> i < entries.size(), i -> i + 1)
        .map(i -> copied(i, entries.get(i)).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns a warning without its reason: each is given once, for the first reason that it had. */
  private static String kind(String warning) {
    int reason = warning.indexOf(": ");
    return reason < 0 ? warning : warning.substring(0, warning.indexOf(':', reason + 1) + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 40, 45, 50})
  void tooFewThreads_endsWithSomeLines(int threads) throws Exception {
    ProgramRun run = ProgramRun.through(limited(threads), classPath(), SandboxTest.UsesAll.class);

    assertThat(run.err().lines().count()).as(run.err()).isLessThan(MOST_LINES);
    assertThat(run.err().lines().filter(line -> line.startsWith("WARN")).map(ThreadLimitTest::kind))
        .as(run.err())
        .doesNotHaveDuplicates();
    if (run.status() != 0) {
      // A JVM that cannot begin says so on standard output.
      assertThat(run.out() + run.err()).contains("thread");
    }
  }

  @Test
  void enoughThreads_works() throws Exception {
    ProgramRun run = ProgramRun.through(limited(200), classPath(), SandboxTest.UsesAll.class);

    assertThat(run.out()).as(run.err()).isEqualTo("[1, 4, 9]\n2\n1000000\n1000000\n1048576\n");
    assertThat(run.err()).isEmpty();
  }
}
