package io.troupe.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The machine's CPython, which does the rounds of {@code compare.py}. Each benchmark has a process of its own there, as in a
 * program that does only this: what one leaves behind in the allocator would change the figures of the next.
 */
final class CPython {
  private final Path script;
  private final int workers;
  private final String version;

  private CPython(Path script, int workers, String version) {
    this.script = script;
    this.workers = workers;
    this.version = version;
  }

  /**
   * Looks for the machine's {@code python3}, whose pools shall have as many workers; empty if there is none.
   *
   * @throws IOException if it ends at once
   */
  static Optional<CPython> find(Path script, int workers) throws IOException {
    Process process;
    try {
      process = start(script, workers);
    } catch (IOException e) {
      return Optional.empty();
    }
    try (Session session = new Session(process)) {
      return Optional.of(new CPython(script, workers, session.answer()));
    }
  }

  private static Process start(Path script, int workers) throws IOException {
    return new ProcessBuilder("python3", script.toString(), Integer.toString(workers))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  String version() {
    return version;
  }

  /** Starts the counterpart of a benchmark. */
  Work counterpart(Benchmark benchmark) throws IOException {
    Session session = new Session(start(script, workers));
    session.answer(); // its version
    return new Counterpart(session, benchmark.name());
  }

  private record Counterpart(Session session, String name) implements Work {
    @Override
    public double round(int count) throws IOException {
      return session.round(name, count);
    }

    @Override
    public String note() {
      return session.note;
    }

    @Override
    public void close() {
      session.close();
    }
  }

  /** One process. Not thread-safe. */
  private static final class Session implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;
    private String note = "";

    Session(Process process) {
      this.process = process;
      answers = process.inputReader();
      commands = process.outputWriter();
    }

    double round(String name, int count) throws IOException {
      commands.write(name + " " + count + "\n");
      commands.flush();
      String answer = answer();
      if (!answer.startsWith("ok ")) {
        throw new IllegalStateException("CPython: " + answer);
      }
      String[] figures = answer.substring("ok ".length()).split(" ", 2);
      note = figures.length > 1 ? figures[1] : "";
      return Long.parseLong(figures[0]);
    }

    String answer() throws IOException {
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
}
