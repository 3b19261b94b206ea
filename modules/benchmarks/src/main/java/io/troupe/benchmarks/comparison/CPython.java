package io.troupe.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The machine's CPython, which does the rounds of {@code compare.py}. Each benchmark has a process of its own there, as in a
 * program that does only this: what one leaves behind in the allocator would change the figures of the next.
 */
public final class CPython {
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
  public static Optional<CPython> find(Path script, int workers) throws IOException {
    Process process;
    try {
      process = start(script, workers);
    } catch (IOException e) {
      return Optional.empty();
    }
    try (Session session = new Session("CPython", process)) {
      return Optional.of(new CPython(script, workers, session.answer()));
    }
  }

  private static Process start(Path script, int workers) throws IOException {
    return new ProcessBuilder("python3", script.toString(), Integer.toString(workers))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public String version() {
    return version;
  }

  /** Starts the counterpart of a benchmark. */
  Work counterpart(Benchmark benchmark) throws IOException {
    Session session = new Session("CPython", start(script, workers));
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
      return session.note();
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
