package io.troupe.internal.result;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How something ended. May decode on the first question, on the asking thread, once. Thread-safe.
 *
 * @param <T> type of the value
 */
public interface Outcome<T extends @Nullable Object> {

  /** Returns whether there is a value. */
  boolean returned();

  /** Returns the value; only where there is one. */
  T value();

  /**
   * Returns what it failed with, where there is no value; a new object each time, where it can be
   * made anew.
   */
  Throwable failure();

  /**
   * Returns whether it was cancelled, in which case the failure is a {@link CancellationException}.
   */
  default boolean cancelled() {
    return false;
  }

  /** Returns the value, or throws the failure as it is. */
  default T valueOrThrow() {
    if (returned()) {
      return value();
    }
    throw Thrower.unchecked(failure());
  }

  /** Returns the ending of something that returned {@code value}. */
  static <T extends @Nullable Object> Outcome<T> of(T value) {
    return new Returned<>(value);
  }

  /** Returns the ending of something that threw {@code failure}. */
  static <T extends @Nullable Object> Outcome<T> failed(Throwable failure) {
    return failedWith(() -> failure);
  }

  /** Returns the ending of something whose failure is made anew for each who asks. */
  static <T extends @Nullable Object> Outcome<T> failedWith(Supplier<? extends Throwable> failure) {
    return new Failed<>(failure, false);
  }

  /** Returns the ending of something that was cancelled, for the reason in {@code message}. */
  static <T extends @Nullable Object> Outcome<T> cancelled(String message) {
    return new Failed<>(() -> new CancellationException(message), true);
  }

  /** Something that returned. */
  record Returned<T extends @Nullable Object>(T value) implements Outcome<T> {
    @Override
    public boolean returned() {
      return true;
    }

    @Override
    public Throwable failure() {
      throw new IllegalStateException("it returned");
    }
  }

  /** Something that did not. */
  record Failed<T extends @Nullable Object>(Supplier<? extends Throwable> source, boolean cancelled)
      implements Outcome<T> {
    @Override
    public boolean returned() {
      return false;
    }

    @Override
    public T value() {
      throw new IllegalStateException("it failed", failure());
    }

    @Override
    public Throwable failure() {
      return source.get();
    }
  }
}
