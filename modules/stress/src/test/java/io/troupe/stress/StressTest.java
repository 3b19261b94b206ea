package io.troupe.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Has jcstress run the tests of this module, in JVMs of its own: for a moment each, in the mode of
 * the compiler that a program comes to; or for {@code -Dstress.time} in each mode. Its report is in
 * {@code target/jcstress}.
 */
@Timeout(StressTest.LONG_RUN_MINUTES * 60 + 60)
class StressTest {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final String SHORT = "200";
  private static final int SHORT_RUN_MINUTES = 10;
  static final int LONG_RUN_MINUTES = 120;
  private static final Pattern ALL_PASSED =
      Pattern.compile("Results: ([1-9]\\d*) planned; \\1 passed, 0 failed");
  private static final long LAST_CHARACTERS = 4_000;

  /** How long in each mode, as jcstress has it: {@code 500}, in milliseconds. Empty for short. */
  private static final String TIME = System.getProperty("stress.time", "");

  @Test
  void smallStates() throws Exception {
    run("^(?!.*(Ring|Outbox)Stress).*", "small", List.of());
  }

  /** What costs memory by the hundred kilobytes is tried in smaller groups. */
  @Test
  void largeStates() throws Exception {
    run(".*(Ring|Outbox)Stress.*", "large", List.of("-strideSize", "16", "-strideCount", "4"));
  }

  private static void run(String tests, String name, List<String> more) throws Exception {
    Path report = Files.createDirectories(TARGET.resolve("jcstress").resolve(name));
    Path output = report.resolve("output.txt");
    Process run = new ProcessBuilder(command(tests, report, more))
        .directory(report.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    try {
      boolean ended =
          run.waitFor(TIME.isEmpty() ? SHORT_RUN_MINUTES : LONG_RUN_MINUTES, TimeUnit.MINUTES);
      String said = Files.readString(output);
      assertThat(ended).as(() -> "no test waits for ever\n" + end(said)).isTrue();
      assertThat(run.exitValue()).as(() -> end(said)).isZero();
      assertThat(said).containsPattern(ALL_PASSED);
    } finally {
      run.descendants().forEach(ProcessHandle::destroyForcibly);
      run.destroyForcibly();
    }
  }

  private static String end(String said) {
    return said.substring((int) Math.max(0, said.length() - LAST_CHARACTERS));
  }

  private static List<String> command(String tests, Path report, List<String> more)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        "org.openjdk.jcstress.Main",
        "-t",
        tests,
        "-r",
        report.toString(),
        // Else it counts the processors that are idle: none, on a machine that has a lot to do.
        "-c",
        "2",
        "-af",
        "NONE",
        "-f",
        "1",
        "-iters",
        "1"));
    if (TIME.isEmpty()) {
      command.addAll(List.of("-time", SHORT, "-sc", "false", "-jvmArgs", "-Xmx256m"));
    } else {
      command.addAll(List.of("-time", TIME));
    }
    command.addAll(more);
    return command;
  }
}
