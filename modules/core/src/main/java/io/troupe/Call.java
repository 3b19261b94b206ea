package io.troupe;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Task0;
import io.troupe.function.Task1;
import io.troupe.function.Task2;
import io.troupe.function.Task3;
import io.troupe.function.VoidTask0;
import io.troupe.function.VoidTask1;
import io.troupe.function.VoidTask2;
import io.troupe.function.VoidTask3;
import io.troupe.internal.option.Checks;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A function with its arguments and with what a pool shall do around it. Immutable: each method
 * that changes something returns a new call. Thread-safe.
 *
 * <pre>{@code
 * pool.applyAsync(Call.of(Primes::count, 1_000_000).timeout(Duration.ofSeconds(5)).retries(2));
 * }</pre>
 *
 * @param <R> type of the result
 */
public final class Call<R> {
  private final Object function;
  private final @Nullable Object[] arguments;
  private final Extras<R> extras;

  /** The options of a call; null and -1 mean that the pool decides. */
  private record Extras<R>(
      @Nullable Duration timeout,
      int retries,
      @Nullable Consumer<? super R> callback,
      @Nullable Consumer<? super Throwable> errorCallback,
      @Nullable String name) {}

  private Call(Object function, @Nullable Object... arguments) {
    this(requireNonNull(function, "function"), arguments, new Extras<>(null, -1, null, null, null));
  }

  private Call(Object function, @Nullable Object[] arguments, Extras<R> extras) {
    this.function = function;
    this.arguments = arguments;
    this.extras = extras;
  }

  /** Returns a call of {@code f}. */
  public static <R> Call<R> of(Task0<R> f) {
    return new Call<>(f);
  }

  /** Returns the call {@code f(a)}. */
  public static <A, R> Call<R> of(Task1<A, R> f, A a) {
    return new Call<>(f, a);
  }

  /** Returns the call {@code f(a, b)}. */
  public static <A, B, R> Call<R> of(Task2<A, B, R> f, A a, B b) {
    return new Call<>(f, a, b);
  }

  /** Returns the call {@code f(a, b, c)}. */
  public static <A, B, C, R> Call<R> of(Task3<A, B, C, R> f, A a, B b, C c) {
    return new Call<>(f, a, b, c);
  }

  /** Returns a call of {@code f}, which has no result. */
  public static Call<Void> run(VoidTask0 f) {
    return new Call<>(f);
  }

  /** Returns the call {@code f(a)}, which has no result. */
  public static <A> Call<Void> run(VoidTask1<A> f, A a) {
    return new Call<>(f, a);
  }

  /** Returns the call {@code f(a, b)}, which has no result. */
  public static <A, B> Call<Void> run(VoidTask2<A, B> f, A a, B b) {
    return new Call<>(f, a, b);
  }

  /** Returns the call {@code f(a, b, c)}, which has no result. */
  public static <A, B, C> Call<Void> run(VoidTask3<A, B, C> f, A a, B b, C c) {
    return new Call<>(f, a, b, c);
  }

  /**
   * Limits how long the function may run, counted from the moment it begins. Then the result is a
   * {@link TaskTimeoutException}, and the function is interrupted and at last killed with its
   * process.
   *
   * @param timeout more than zero
   * @throws IllegalArgumentException if {@code timeout} is zero or negative
   */
  public Call<R> timeout(Duration timeout) {
    Checks.positive("timeout", timeout);
    return with(
        new Extras<>(timeout, extras.retries, extras.callback, extras.errorCallback, extras.name));
  }

  /**
   * Lets the function run again where it was lost with its process, never where it threw.
   *
   * @param retries how often at most, besides the first time; 0 or more
   * @throws IllegalArgumentException if {@code retries} is negative
   */
  public Call<R> retries(int retries) {
    Checks.notNegative("retries", retries);
    return with(
        new Extras<>(extras.timeout, retries, extras.callback, extras.errorCallback, extras.name));
  }

  /** Sets what takes the result before it becomes ready, on the pool's callback thread. */
  public Call<R> callback(Consumer<? super R> callback) {
    requireNonNull(callback, "callback");
    return with(
        new Extras<>(extras.timeout, extras.retries, callback, extras.errorCallback, extras.name));
  }

  /**
   * Sets what takes the exception where the call fails, before the result becomes ready; after a
   * cancellation, which does not wait for it, behind that.
   */
  public Call<R> errorCallback(Consumer<? super Throwable> errorCallback) {
    requireNonNull(errorCallback, "errorCallback");
    return with(
        new Extras<>(extras.timeout, extras.retries, extras.callback, errorCallback, extras.name));
  }

  /** Names the call in messages, instead of its function. */
  public Call<R> name(String name) {
    requireNonNull(name, "name");
    return with(
        new Extras<>(extras.timeout, extras.retries, extras.callback, extras.errorCallback, name));
  }

  private Call<R> with(Extras<R> changed) {
    return new Call<>(function, arguments, changed);
  }

  /** Returns the function: one of the {@code Task} and {@code VoidTask} types. */
  public Object function() {
    return function;
  }

  /** Returns the arguments, in order, unmodifiable. */
  public List<@Nullable Object> arguments() {
    return Collections.unmodifiableList(Arrays.asList(arguments));
  }

  /** Returns the limit, empty where the pool's applies. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(extras.timeout);
  }

  /** Returns how often a lost call runs again, empty where the pool's number applies. */
  public OptionalInt retries() {
    return extras.retries < 0 ? OptionalInt.empty() : OptionalInt.of(extras.retries);
  }

  /** Returns what takes the result. */
  public Optional<Consumer<? super R>> callback() {
    return Optional.ofNullable(extras.callback);
  }

  /** Returns what takes the exception. */
  public Optional<Consumer<? super Throwable>> errorCallback() {
    return Optional.ofNullable(extras.errorCallback);
  }

  /** Returns the name, empty where the function names the call. */
  public Optional<String> name() {
    return Optional.ofNullable(extras.name);
  }

  @Override
  public String toString() {
    return "Call[" + (extras.name == null ? function : extras.name) + "]";
  }
}
