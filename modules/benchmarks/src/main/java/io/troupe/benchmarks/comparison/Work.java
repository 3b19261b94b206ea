package io.troupe.benchmarks.comparison;

/** Work whose cost is measured: made before its first round, closed after its last. Not thread-safe. */
@FunctionalInterface
public interface Work extends AutoCloseable {

  /**
   * Does the work once, with so many items, and checks what comes out.
   *
   * @return what it took: nanoseconds, or bytes where that is the benchmark's unit
   * @throws Exception if the work fails or its result is wrong
   */
  double round(int count) throws Exception;

  /** Returns what else the last round found out, in a few words. */
  default String note() {
    return "";
  }

  @Override
  default void close() {}

  /** Makes work ready for its first round. */
  @FunctionalInterface
  interface Setup {
    Work open() throws Exception;
  }
}
