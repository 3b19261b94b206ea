package io.troupe.internal.directory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A JVM with a directory in a place, to be killed. */
final class RuntimeProcess implements AutoCloseable {
  private final Process jvm;
  private final Path directory;

  private RuntimeProcess(Process jvm, Path directory) {
    this.jvm = jvm;
    this.directory = directory;
  }

  public static void main(String[] args) throws IOException {
    try (RuntimeDirectory made = RuntimeDirectory.create(Places.of(List.of(Path.of(args[0]))))) {
      Files.writeString(made.path().resolve("board"), "mine");
      System.out.println(made.path());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  static RuntimeProcess start(Path parent) throws IOException {
    Process jvm = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            RuntimeProcess.class.getName(),
            parent.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    return new RuntimeProcess(jvm, Path.of(jvm.inputReader().readLine()));
  }

  Path directory() {
    return directory;
  }

  long pid() {
    return jvm.pid();
  }

  void kill() throws InterruptedException {
    jvm.destroyForcibly().waitFor();
  }

  /** Lets it end by itself. */
  void end() throws IOException, InterruptedException {
    jvm.getOutputStream().close();
    jvm.waitFor();
  }

  @Override
  public void close() {
    jvm.destroyForcibly();
  }
}
