package io.troupe.internal.pool;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.result.Ending;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists of all chunks as one list; put together, and decoded, for who asks first. Thread-safe. */
final class Concatenation<R> implements Ending<List<R>> {
  private final int size;

  /** The chunks; null once they were put together. Guarded by this, like the result. */
  private Ending<?> @Nullable [] parts;

  private @Nullable Ending<List<R>> whole;

  Concatenation(Ending<?>[] parts, int size) {
    this.parts = parts;
    this.size = size;
  }

  private synchronized Ending<List<R>> whole() {
    if (whole == null && parts != null) {
      whole = concatenate(parts);
      parts = null;
    }
    return requireNonNull(whole);
  }

  private Ending<List<R>> concatenate(Ending<?>[] chunks) {
    List<R> all = new ArrayList<>(size);
    for (Ending<?> chunk : chunks) {
      if (!chunk.returned()) { // a result that could not be decoded
        return Ending.failedWith(chunk::failure);
      }
      append(chunk.value(), all);
    }
    return Ending.of(all);
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
