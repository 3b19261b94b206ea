package io.troupe.internal.directory;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Runs short file operations to their end on a thread that is interrupted: a file channel would
 * otherwise fail there, although making or opening a file waits for nothing. The interrupt is kept
 * for the caller.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  /** A few file operations. */
  public interface Operation<T> {
    /** Starts anew when it is called again. */
    T run() throws IOException;
  }

  /** Runs the operation until it has not been interrupted. */
  public static <T> T call(Operation<T> operation) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return operation.run();
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
