package io.troupe;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.option.Checks;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a {@code map} or {@code starmap} goes. Immutable: each method that changes something returns
 * a new object.
 *
 * <pre>{@code
 * pool.mapAsync(Parser::parse, files, MapOptions.<Document>defaults().chunkSize(1).timeout(Duration.ofSeconds(30)));
 * }</pre>
 *
 * @param chunkSize how many items make one task; 0 for a quarter of a worker's share, or for 1
 *     where tasks have a timeout
 * @param timeout how long one task, which is one chunk, may run; null for the pool's limit
 * @param retries how often a task that was lost with its worker runs again; -1 for the pool's
 *     number
 * @param callback takes the whole list before the result becomes ready; not called for an empty
 *     input
 * @param errorCallback takes the exception where the map fails
 * @param <R> type of the results
 */
public record MapOptions<R>(
    int chunkSize,
    @Nullable Duration timeout,
    int retries,
    @Nullable Consumer<? super List<R>> callback,
    @Nullable Consumer<? super Throwable> errorCallback) {

  /** Returns options with which a map goes as one without options. */
  public static <R> MapOptions<R> defaults() {
    return new MapOptions<>(0, null, -1, null, null);
  }

  /**
   * Sets how many items make one task.
   *
   * @throws IllegalArgumentException if {@code chunkSize} is less than 1
   */
  public MapOptions<R> chunkSize(int chunkSize) {
    Checks.positive("chunkSize", chunkSize);
    return new MapOptions<>(chunkSize, timeout, retries, callback, errorCallback);
  }

  /**
   * Limits how long one task may run.
   *
   * @throws IllegalArgumentException if {@code timeout} is zero or negative
   */
  public MapOptions<R> timeout(Duration timeout) {
    Checks.positive("timeout", timeout);
    return new MapOptions<>(chunkSize, timeout, retries, callback, errorCallback);
  }

  /**
   * Lets a task that was lost with its worker run again.
   *
   * @throws IllegalArgumentException if {@code retries} is negative
   */
  public MapOptions<R> retries(int retries) {
    Checks.notNegative("retries", retries);
    return new MapOptions<>(chunkSize, timeout, retries, callback, errorCallback);
  }

  /** Sets what takes the whole list. */
  public MapOptions<R> callback(Consumer<? super List<R>> callback) {
    requireNonNull(callback, "callback");
    return new MapOptions<>(chunkSize, timeout, retries, callback, errorCallback);
  }

  /**
   * Sets what takes the exception; after a cancellation, which does not wait for it, behind that.
   */
  public MapOptions<R> errorCallback(Consumer<? super Throwable> errorCallback) {
    requireNonNull(errorCallback, "errorCallback");
    return new MapOptions<>(chunkSize, timeout, retries, callback, errorCallback);
  }
}
