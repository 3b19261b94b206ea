package io.troupe.samples;

import io.troupe.Process;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import java.io.EOFException;
import java.util.List;

/**
 * Talks with a child over a pipe: both ends send and receive, whatever crosses.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * parent, child = Pipe()
 * Process(target=calculate, args=(child,)).start()
 * parent.send(Sum([1, 2, 3])); print(parent.recv())
 * }</pre>
 *
 * <p>Run it with {@code samples/run pipe}. It prints:
 *
 * <pre>
 * Sum[items=[1, 2, 3]] is 6
 * Sum[items=[]] is 0
 * Sum[items=[2147483647, 1]] is integer overflow
 * The child has closed its end.
 * </pre>
 */
public final class PipeSample {
  private PipeSample() {}

  /** A question to the child. */
  record Sum(List<Integer> items) {}

  public static void main(String[] args) throws Exception {
    Pipe pipe = Pipe.duplex();
    Process child = Process.of(PipeSample::calculate, pipe.second()).start();
    pipe.second().close(); // the child has it now

    Connection connection = pipe.first();
    for (Sum sum : List.of(
        new Sum(List.of(1, 2, 3)), new Sum(List.of()), new Sum(List.of(Integer.MAX_VALUE, 1)))) {
      connection.send(sum);
      System.out.printf("%s is %s%n", sum, connection.recv());
    }
    connection.send("stop");
    try {
      connection.recv();
    } catch (EOFException e) {
      System.out.println("The child has closed its end.");
    }
    child.join();
  }

  /** Runs in the child. */
  static void calculate(Connection connection) throws Exception {
    try (connection) {
      while (connection.recv() instanceof Sum sum) {
        try {
          connection.send(sum.items().stream().reduce(0, Math::addExact));
        } catch (ArithmeticException e) {
          connection.send(e.getMessage());
        }
      }
    }
  }
}
