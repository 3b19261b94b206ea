package io.troupe.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One run of a sample in a JVM of its own: how it ended and what it printed. */
record SampleRun(int status, String out, String err) {
  private static final long LIMIT_SECONDS = 180; // on a busy machine

  /** Runs a sample to its end, in {@code directory}, where it leaves its output as files. */
  static SampleRun of(Class<?> sample, Path directory, String... arguments)
      throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process = new ProcessBuilder(command(sample, arguments))
        .directory(directory.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(
          sample + " runs for " + LIMIT_SECONDS + " s:\n" + read(out) + read(err));
    }
    return new SampleRun(process.exitValue(), read(out), read(err));
  }

  private static List<String> command(Class<?> sample, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow"); // as samples/run does
    }
    command.addAll(List.of("-Duser.language=en", "-Duser.country=US"));
    command.add("-XX:TieredStopAtLevel=1"); // none of its JVMs lives for long
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(sample.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static String read(Path file) throws IOException {
    return new String(
        Files.readAllBytes(file), UTF_8); // lenient: the locale decides what is written
  }

  /** Returns the lines of standard output. */
  List<String> lines() {
    return out.lines().toList();
  }

  /** Returns the groups of the only line of standard output that matches. */
  MatchResult only(String pattern) {
    List<MatchResult> found = all(pattern);
    assertThat(found).as("lines like '%s' in %s", pattern, this).hasSize(1);
    return found.get(0);
  }

  /** Returns the groups of each line of standard output that matches. */
  List<MatchResult> all(String pattern) {
    return Pattern.compile("^" + pattern + "$", Pattern.MULTILINE)
        .matcher(out)
        .results()
        .toList();
  }

  /** Returns one group of each match. */
  static Stream<String> group(List<MatchResult> found, int group) {
    return found.stream().map(match -> match.group(group));
  }

  @Override
  public String toString() {
    return "exit code " + status + "\n" + out + err;
  }
}
