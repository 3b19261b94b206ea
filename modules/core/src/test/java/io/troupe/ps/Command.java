package io.troupe.ps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A program of the system that runs for a test, and is killed after it. */
final class Command implements AutoCloseable {
  private final Process process;

  private Command(Process process) {
    this.process = process;
  }

  static Command start(String... command) throws IOException {
    return new Command(new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start());
  }

  /** One that waits until it is killed. */
  static Command sleep() throws IOException {
    return start("sleep", "1000");
  }

  /** A script of that name that waits until it is killed, and starts no other program. */
  static Command named(Path directory, String name) throws IOException {
    Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\nread line\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return start(script.toString());
  }

  /** Returns the lines that a command prints. */
  static List<String> lines(String... command) throws IOException {
    try (Command running = start(command)) {
      return new String(running.process.getInputStream().readAllBytes()).lines().toList();
    }
  }

  /** Long enough for a busy machine. */
  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(45));
  }

  long pid() {
    return process.pid();
  }

  OsProcess seen() {
    return Ps.of(pid());
  }

  /** Returns the exit code, as Java has it: 128 and the signal. */
  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
