package io.troupe.sync;

/**
 * A lock or permit that was acquired by {@code hold()}, and is released at the end of a
 * {@code try}.
 */
@FunctionalInterface
public interface Hold extends AutoCloseable {

  /** Releases it: once, as a second time would be one too many. */
  @Override
  void close();
}
