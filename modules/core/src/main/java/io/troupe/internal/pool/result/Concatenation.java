package io.troupe.internal.pool.result;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lists of all chunks as one list; put together, and decoded, for who asks first. Thread-safe.
 */
final class Concatenation<R> implements Outcome<List<R>> {
  private final int size;

  /** The chunks; null once they were put together. Guarded by this, like the result. */
  private Outcome<?> @Nullable [] parts;

  private @Nullable Outcome<List<R>> whole;

  Concatenation(Outcome<?>[] parts, int size) {
    this.parts = parts;
    this.size = size;
  }

  private synchronized Outcome<List<R>> whole() {
    if (whole == null && parts != null) {
      whole = concatenate(parts);
      parts = null;
    }
    return requireNonNull(whole);
  }

  private Outcome<List<R>> concatenate(Outcome<?>[] chunks) {
    List<R> all = new ArrayList<>(size);
    for (Outcome<?> chunk : chunks) {
      if (!chunk.returned()) { // a result that could not be decoded
        return Outcome.failedWith(chunk::failure);
      }
      append(chunk.value(), all);
    }
    return Outcome.of(all);
  }

  @SuppressWarnings("unchecked") // the values of a chunk have the type of the map
  private static <R> void append(@Nullable Object chunk, List<R> all) {
    if (chunk != null) { // a function without results has none
      all.addAll((List<R>) chunk);
    }
  }

  @Override
  public boolean returned() {
    return whole().returned();
  }

  @Override
  public List<R> value() {
    return whole().value();
  }

  @Override
  public Throwable failure() {
    return whole().failure();
  }
}
