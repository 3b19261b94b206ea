package io.troupe.benchmarks;

import io.troupe.Process;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.function.VoidTask1;
import java.io.EOFException;
import java.io.IOException;

/** A process that does its part of each round, when it is told how many items that has. */
final class Partner implements AutoCloseable {
  private final Pipe pipe = Pipe.duplex();
  private final Process process;

  Partner(VoidTask1<Integer> part) throws InterruptedException {
    process = Process.of(Partner::serve, pipe.second(), part).start();
    pipe.second().close();
  }

  private static void serve(Connection commands, VoidTask1<Integer> part) throws Exception {
    try {
      while (true) {
        part.run(commands.recv(Integer.class));
        commands.send(true);
      }
    } catch (EOFException e) {
      commands.close();
    }
  }

  /** Lets it begin. */
  void begin(int count) throws IOException, InterruptedException {
    pipe.first().send(count);
  }

  /** Waits until it is done. */
  void join() throws IOException, InterruptedException {
    Check.that(pipe.first().recv(Boolean.class), "the partner is not done");
  }

  @Override
  public void close() {
    pipe.first().close();
    try {
      process.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
