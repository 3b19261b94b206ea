package io.troupe.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The command as an operator runs it: a JVM of its own, all that it prints in one file. */
final class TroupeRun implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Pattern UP = Pattern.compile("INFO This node is up: (\\S+:\\d+);");

  private final Process jvm;
  private final Path printed;

  private TroupeRun(Process jvm, Path printed) {
    this.jvm = jvm;
    this.printed = printed;
  }

  /** Starts {@code troupe} with these arguments in this directory. */
  static TroupeRun start(Path directory, Object... arguments) throws IOException {
    return start(directory, List.of(), arguments);
  }

  static TroupeRun start(Path directory, List<String> jvmOptions, Object... arguments)
      throws IOException {
    return start(directory, jvmOptions, Map.of(), arguments);
  }

  /** @param environment what is added to that of this JVM */
  static TroupeRun start(
      Path directory, List<String> jvmOptions, Map<String, String> environment, Object... arguments)
      throws IOException {
    // In the background of a shell SIGINT is ignored, and a JVM leaves it at that.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow"); // as the script does
    }
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Path printed = Files.createTempFile(directory, "printed", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(printed.toFile());
    builder.environment().putAll(environment);
    return new TroupeRun(builder.start(), printed);
  }

  /** Runs {@code troupe} to its end. */
  static TroupeRun toEnd(Path directory, Object... arguments) throws IOException {
    TroupeRun run = start(directory, arguments);
    run.exitCode();
    return run;
  }

  /** Returns what it has printed until now. */
  String printed() {
    try {
      return Files.readString(printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitPrinted(String text) {
    await(() -> printed().contains(text) || !jvm.isAlive());
    if (!printed().contains(text)) {
      throw new AssertionError("'" + text + "' was not printed by " + this);
    }
  }

  private void await(Callable<Boolean> condition) {
    try {
      Awaitility.await().atMost(LIMIT).until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("waited in vain for " + this, e);
    }
  }

  /** Waits until it is a node that is up, and returns its address. */
  String address() {
    awaitPrinted("This node is up");
    Matcher up = UP.matcher(printed());
    if (!up.find()) {
      throw new AssertionError(this);
    }
    return up.group(1);
  }

  /** Sends it a signal, such as TERM. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(jvm.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }

  /** Waits for its end. */
  int exitCode() {
    await(() -> !jvm.isAlive());
    return jvm.exitValue();
  }

  @Override
  public void close() {
    jvm.descendants().forEach(ProcessHandle::destroyForcibly);
    jvm.destroyForcibly();
  }

  @Override
  public String toString() {
    return "pid " + jvm.pid() + (jvm.isAlive() ? "" : ", exit code " + jvm.exitValue())
        + ", which has printed\n" + printed();
  }
}
