package io.troupe;

import io.troupe.function.VoidTask0;
import io.troupe.function.VoidTask1;
import io.troupe.function.VoidTask2;
import io.troupe.function.VoidTask3;
import io.troupe.internal.process.Work;
import io.troupe.internal.runtime.TroupeRuntime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands out processes and pools that all start in the same way, so that the same code runs with processes or, in a test, with
 * threads. Python's {@code get_context}. Immutable and thread-safe.
 *
 * <pre>{@code
 * Context context = Context.of(StartMethod.THREAD);
 * try (Pool pool = context.pool(4)) {
 *   pool.map(Main::square, List.of(1, 2, 3));
 * }
 * }</pre>
 */
public final class Context {
  private static final Object DEFAULT_LOCK = new Object();
  private static @Nullable StartMethod chosen; // guarded by DEFAULT_LOCK

  private final StartMethod startMethod;

  private Context(StartMethod startMethod) {
    this.startMethod = Objects.requireNonNull(startMethod, "startMethod");
  }

  /** Returns the context of a start method. */
  public static Context of(StartMethod startMethod) {
    return new Context(startMethod);
  }

  /** Returns the context of the program's start method: {@link StartMethod#SPAWN} unless it was chosen otherwise. */
  public static Context current() {
    synchronized (DEFAULT_LOCK) {
      return of(chosen == null ? StartMethod.SPAWN : chosen);
    }
  }

  /**
   * Chooses the program's start method, once. Python's {@code set_start_method}.
   *
   * @throws IllegalStateException if it was chosen before
   */
  public static void choose(StartMethod startMethod) {
    synchronized (DEFAULT_LOCK) {
      if (chosen != null) {
        throw new IllegalStateException("the start method has already been chosen: " + chosen);
      }
      chosen = Objects.requireNonNull(startMethod, "startMethod");
    }
  }

  /** Chooses the program's start method even if it was chosen before. */
  public static void rechoose(StartMethod startMethod) {
    synchronized (DEFAULT_LOCK) {
      chosen = Objects.requireNonNull(startMethod, "startMethod");
    }
  }

  public StartMethod startMethod() {
    return startMethod;
  }

  /** Makes an unstarted process; see {@link Process#of(VoidTask0)}. */
  public Process process(VoidTask0 target) {
    return make(Work.of(target));
  }

  /** Makes an unstarted process with one argument. */
  public <A extends @Nullable Object> Process process(VoidTask1<A> target, A a) {
    return make(Work.of(target, a));
  }

  /** Makes an unstarted process with two arguments. */
  public <A extends @Nullable Object, B extends @Nullable Object> Process process(
      VoidTask2<A, B> target, A a, B b) {
    return make(Work.of(target, a, b));
  }

  /** Makes an unstarted process with three arguments. */
  public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Process process(VoidTask3<A, B, C> target, A a, B b, C c) {
    return make(Work.of(target, a, b, c));
  }

  private Process make(Work work) {
    return TroupeRuntime.current().processes().make(startMethod, work);
  }

  /**
   * Makes a pool.
   *
   * @param size how many workers, at least 1
   * @throws IllegalArgumentException if {@code size} is less than 1
   */
  public Pool pool(int size) {
    return startMethod == StartMethod.THREAD ? Pool.threads(size) : Pool.of(size);
  }

  @Override
  public String toString() {
    return "Context[" + startMethod + "]";
  }
}
