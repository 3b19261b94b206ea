package io.troupe.e2e.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A whole program of its own, run as a user would: {@code java -cp … Main}. */
public record ProgramRun(int status, String out, String err) {
  private static final long LIMIT_SECONDS = 90;
  private static final long LONG_LIMIT_SECONDS = 270;

  /** Runs {@code main} to its end. */
  public static ProgramRun of(Class<?> main, List<String> jvmOptions, String... arguments)
      throws IOException, InterruptedException {
    return run(main, command(main, jvmOptions, arguments));
  }

  /** Runs {@code main} to its end, without the jars whose path contains {@code name}. */
  public static ProgramRun without(String name, Class<?> main)
      throws IOException, InterruptedException {
    List<String> command = command(main, List.of());
    int classPath = command.indexOf("-cp") + 1;
    command.set(
        classPath,
        Stream.of(command.get(classPath).split(File.pathSeparator))
            .filter(entry -> !entry.contains(name))
            .collect(Collectors.joining(File.pathSeparator)));
    return run(main, command);
  }

  /** Runs {@code main} to its end, with another provider of SLF4J. */
  public static ProgramRun with(
      Providers provider, Class<?> main, List<String> jvmOptions, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = command(main, jvmOptions, arguments);
    command.set(command.indexOf("-cp") + 1, provider.classPath());
    return run(main, command);
  }

  /** Runs {@code main} to its end, with one more environment variable. */
  public static ProgramRun withVariable(String name, String value, Class<?> main)
      throws IOException, InterruptedException {
    return through(List.of("env", name + "=" + value), main);
  }

  /** Runs {@code main} to its end, with another command in front. */
  public static ProgramRun through(List<String> front, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(front);
    command.addAll(command(main, List.of(), arguments));
    return run(main, command);
  }

  /** Runs {@code main} to its end, with another command in front, and another class path. */
  public static ProgramRun through(List<String> front, String classPath, Class<?> main)
      throws IOException, InterruptedException {
    List<String> command = command(main, List.of());
    command.set(command.indexOf("-cp") + 1, classPath);
    command.addAll(0, front);
    return run(main, command);
  }

  /** Runs {@code main} to its end, with a directory of its own behind the class path. */
  public static ProgramRun withClassPath(Path directory, Class<?> main)
      throws IOException, InterruptedException {
    List<String> command = command(main, List.of());
    int classPath = command.indexOf("-cp") + 1;
    command.set(classPath, command.get(classPath) + File.pathSeparator + directory);
    return run(main, command);
  }

  /**
   * Runs a command to its end, also one that compiles first, or makes what it needs.
   *
   * @param name what messages call it
   */
  public static ProgramRun of(String name, List<String> command)
      throws IOException, InterruptedException {
    return run(name, command, LONG_LIMIT_SECONDS);
  }

  private static ProgramRun run(Class<?> main, List<String> command)
      throws IOException, InterruptedException {
    return run(main.getName(), command, LIMIT_SECONDS);
  }

  private static ProgramRun run(String name, List<String> command, long limitSeconds)
      throws IOException, InterruptedException {
    File out = File.createTempFile("program", ".out");
    File err = File.createTempFile("program", ".err");
    try {
      Process program =
          new ProcessBuilder(command).redirectOutput(out).redirectError(err).start();
      if (!program.waitFor(limitSeconds, TimeUnit.SECONDS)) {
        program.descendants().forEach(ProcessHandle::destroyForcibly);
        program.destroyForcibly().waitFor();
        throw new AssertionError(name + " did not end\n" + read(out) + read(err));
      }
      return new ProgramRun(program.exitValue(), read(out), read(err));
    } finally {
      out.delete();
      err.delete();
    }
  }

  /** Starts {@code main} and leaves it running. */
  public static Process start(Class<?> main, String... arguments) throws IOException {
    return startThrough(List.of(), main, arguments);
  }

  /** Starts {@code main} with another command in front, and leaves it running. */
  public static Process startThrough(List<String> front, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(front);
    command.addAll(command(main, List.of(), arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<String> command(Class<?> main, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      // Such a JVM would warn of Scala's lazy values on the program's standard error.
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-XX:TieredStopAtLevel=1"); // it does not live for long
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static String read(File file) throws IOException {
    return java.nio.file.Files.readString(file.toPath());
  }
}
