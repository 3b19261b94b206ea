package io.troupe.samples;

import io.troupe.Process;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;

/**
 * Listens to three children over pipes of one direction, to whichever has something to say, until the last has ended.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * while readers:
 *     for r in wait(readers):
 *         try: print(r.recv())
 *         except EOFError: readers.remove(r)
 * }</pre>
 *
 * <p>Run it with {@code samples/run simplex}. It prints, in some order between the children:
 *
 * <pre>
 * child 0 says 0
 * child 1 says 0
 * child 0 says 1
 * ...
 * A child has ended, 2 left.
 * A child has ended, 1 left.
 * A child has ended, 0 left.
 * </pre>
 */
public final class SimplexSample {
  private SimplexSample() {}

  public static void main(String[] args) throws Exception {
    List<Connection> readers = new ArrayList<>();
    for (int child = 0; child < 3; child++) {
      Pipe pipe = Pipe.simplex();
      Process.of(SimplexSample::talk, pipe.writer(), child).start();
      pipe.writer().close(); // else the end of the child would not be the end of the pipe
      readers.add(pipe.reader());
    }
    while (!readers.isEmpty()) {
      for (Connection ready : Connection.wait(readers)) {
        try {
          System.out.println(ready.recv());
        } catch (EOFException e) {
          readers.remove(ready);
          System.out.printf("A child has ended, %d left.%n", readers.size());
        }
      }
    }
  }

  /** Runs in the children. */
  static void talk(Connection writer, int child) throws Exception {
    for (int i = 0; i < 3; i++) {
      writer.send("child " + child + " says " + i);
    }
  }
}
