package io.troupe.manager;

/** What {@link #close()} takes back. Thread-safe. */
public interface Registration extends AutoCloseable {

  /** Ends it; without effect the second time. */
  @Override
  void close();
}
