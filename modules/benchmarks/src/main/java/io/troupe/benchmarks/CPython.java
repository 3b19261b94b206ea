package io.troupe.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/** A CPython process that does the rounds of {@code compare.py} until it is closed. Not thread-safe. */
final class CPython implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;
  private final String version;

  private CPython(Process process) throws IOException {
    this.process = process;
    answers = process.inputReader();
    commands = process.outputWriter();
    version = answer();
  }

  /**
   * Starts the machine's {@code python3}, with as many workers in each pool; empty if there is none.
   *
   * @throws IOException if it ends at once
   */
  static Optional<CPython> start(Path script, int workers) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(
            "python3", script.toString(), Integer.toString(workers))
        .redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(new CPython(process));
  }

  String version() {
    return version;
  }

  /** Returns the counterpart of a benchmark. */
  Work counterpart(Benchmark benchmark) {
    return count -> round(benchmark.name(), count);
  }

  private double round(String name, int count) throws IOException {
    commands.write(name + " " + count + "\n");
    commands.flush();
    String answer = answer();
    if (!answer.startsWith("ok ")) {
      throw new IllegalStateException("CPython: " + answer);
    }
    return Long.parseLong(answer.substring("ok ".length()));
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("CPython has ended");
    }
    return line;
  }

  /** Ends it by the end of its input. */
  @Override
  public void close() {
    try {
      commands.close();
      process.onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
