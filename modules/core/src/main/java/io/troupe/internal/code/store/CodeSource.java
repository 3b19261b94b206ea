package io.troupe.internal.code.store;

import java.io.IOException;

/** Where the content of a program's code comes from. Thread-safe. */
@FunctionalInterface
public interface CodeSource {
  /** The largest part that is asked for. */
  int PIECE = 256 * 1024;

  /**
   * Returns a part of an entry; empty at its end.
   *
   * @param entry one of the manifest that the source gave out
   * @param offset where the part begins
   * @throws IOException if the source does not have it any more, or has ended
   */
  byte[] read(CodeEntry entry, long offset) throws IOException;
}
