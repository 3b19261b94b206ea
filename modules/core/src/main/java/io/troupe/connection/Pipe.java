package io.troupe.connection;

import io.troupe.internal.runtime.TroupeRuntime;

/**
 * A channel of two connected ends. Each may be used here or passed to another process; see
 * {@link Connection}. Python's {@code multiprocessing.Pipe}. Thread-safe.
 *
 * @param first one end; of a simplex pipe the one that receives
 * @param second the other end; of a simplex pipe the one that sends
 */
public record Pipe(Connection first, Connection second) implements AutoCloseable {

  /** Makes a pipe both of whose ends send and receive. Does not block. */
  public static Pipe duplex() {
    return TroupeRuntime.current().connections().pipe(true);
  }

  /** Makes a pipe for one direction. Does not block. */
  public static Pipe simplex() {
    return TroupeRuntime.current().connections().pipe(false);
  }

  /** Returns the end that receives: {@link #first}. */
  public Connection reader() {
    return first;
  }

  /** Returns the end that sends: {@link #second}. */
  public Connection writer() {
    return second;
  }

  /** Closes both ends. */
  @Override
  public void close() {
    first.close();
    second.close();
  }
}
