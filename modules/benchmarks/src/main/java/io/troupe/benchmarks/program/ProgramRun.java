package io.troupe.benchmarks.program;

import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a whole program as its user does, from the start of its JVM to its exit. */
final class ProgramRun implements Work {
  /** The last line of the shell's {@code times}: user and system time of its children, in minutes and seconds. */
  private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*$");

  private final String program;
  private double cpuSeconds;

  ProgramRun(String program) {
    this.program = program;
  }

  @Override
  public double round(int count) throws IOException, InterruptedException {
    double nanos = 0;
    for (int i = 0; i < count; i++) {
      nanos += run();
    }
    return nanos;
  }

  private long run() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process shell = new ProcessBuilder(command()).redirectErrorStream(true).start();
    shell.getOutputStream().close();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = shell.waitFor();
    long nanos = System.nanoTime() - begin;
    Matcher times = TIMES.matcher(output);
    Check.that(status == 0 && times.find(), program + " ended with " + status + ": " + output);
    cpuSeconds = seconds(times.group(1), times.group(2)) + seconds(times.group(3), times.group(4));
    return nanos;
  }

  /** Only a shell knows what its children took, the processes of processes included. */
  private List<String> command() {
    String java = ProcessHandle.current().info().command().orElse("java");
    return List.of(
        "/bin/sh",
        "-c",
        "\"$@\" && times",
        "sh",
        java,
        "-cp",
        System.getProperty("java.class.path"),
        Programs.class.getName(),
        program);
  }

  private static double seconds(String minutes, String seconds) {
    return 60 * Double.parseDouble(minutes) + Double.parseDouble(seconds);
  }

  @Override
  public String note() {
    return String.format(Locale.ROOT, "CPU %.2f s", cpuSeconds);
  }
}
