package io.troupe.internal.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that was encoded for another process, with the handles that travel in it. What travels counts as held, so that
 * it is there when it arrives; whoever knows that the value never arrived says so by {@link #lost}.
 *
 * @param <T> type of the encoded form
 */
public final class Departure<T> {
  // How to give up what the encoding under way on this thread passed on; null outside of one.
  private static final ThreadLocal<@Nullable List<Runnable>> passedOn = new ThreadLocal<>();

  private final T value;
  private final List<Runnable> givingUp;

  private Departure(T value, List<Runnable> givingUp) {
    this.value = value;
    this.givingUp = givingUp;
  }

  /** Encodes a value on this thread. When that fails, nothing travels. */
  public static <T> Departure<T> of(Supplier<T> encoding) {
    List<Runnable> outer = passedOn.get();
    List<Runnable> givingUp = new ArrayList<>();
    passedOn.set(givingUp);
    try {
      return new Departure<>(encoding.get(), givingUp);
    } catch (RuntimeException | Error e) {
      givingUp.forEach(Runnable::run);
      throw e;
    } finally {
      passedOn.set(outer);
    }
  }

  /**
   * Takes note of a handle that is being encoded on this thread.
   *
   * @param givingUp tells its owner that it will never be opened; without effect if it was
   */
  public static void note(Runnable givingUp) {
    List<Runnable> all = passedOn.get();
    if (all != null) {
      all.add(givingUp);
    }
  }

  public T value() {
    return value;
  }

  /** Returns whether handles travel in the value, so that it matters whether it arrives. */
  public boolean carriesHandles() {
    return !givingUp.isEmpty();
  }

  /** Gives up the handles that nobody opened: what carried the value is gone. No effect on those that arrived. */
  public void lost() {
    givingUp.forEach(Runnable::run);
  }
}
