package io.troupe.benchmarks.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * A process of a rival, which is told {@code NAME COUNT} and answers {@code ok NANOSECONDS} and what
 * else there is to say. Not thread-safe.
 */
public final class Session implements AutoCloseable {
  private final String rival;
  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;
  private String note = "";

  public Session(String rival, Process process) {
    this.rival = rival;
    this.process = process;
    answers = process.inputReader();
    commands = process.outputWriter();
  }

  public double round(String name, int count) throws IOException {
    commands.write(name + " " + count + "\n");
    commands.flush();
    String answer = answer();
    if (!answer.startsWith("ok ")) {
      throw new IllegalStateException(rival + ": " + answer);
    }
    String[] figures = answer.substring("ok ".length()).split(" ", 2);
    note = figures.length > 1 ? figures[1] : "";
    return Long.parseLong(figures[0]);
  }

  /** Returns what the last round found out besides. */
  public String note() {
    return note;
  }

  public String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException(rival + " has ended");
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
