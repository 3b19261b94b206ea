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
 * A maker of processes and pools that all have one start method, so that the same code runs with
 * processes or, in a test, with threads. Python's {@code get_context}. Immutable and thread-safe.
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

  /** Returns the context that uses the given start method. */
  public static Context of(StartMethod startMethod) {
    return new Context(startMethod);
  }

  /**
   * Returns the context of the program's start method, which is {@link StartMethod#SPAWN} unless
   * the program has {@linkplain #choose chosen} another one.
   */
  public static Context current() {
    synchronized (DEFAULT_LOCK) {
      return of(chosen == null ? StartMethod.SPAWN : chosen);
    }
  }

  /**
   * Chooses the start method of the program. This can be done once. Python's {@code
   * set_start_method}.
   *
   * @throws IllegalStateException if a start method has been chosen already
   */
  public static void choose(StartMethod startMethod) {
    synchronized (DEFAULT_LOCK) {
      if (chosen != null) {
        throw new IllegalStateException("the start method has already been chosen: " + chosen);
      }
      chosen = Objects.requireNonNull(startMethod, "startMethod");
    }
  }

  /** Chooses the start method of the program, in place of one that was chosen before. */
  public static void rechoose(StartMethod startMethod) {
    synchronized (DEFAULT_LOCK) {
      chosen = Objects.requireNonNull(startMethod, "startMethod");
    }
  }

  /** Returns the start method that this context uses. */
  public StartMethod startMethod() {
    return startMethod;
  }

  /** Creates an unstarted process that will run {@code target()}: see {@link Process#of}. */
  public Process process(VoidTask0 target) {
    return make(Work.of(target));
  }

  /** Creates an unstarted process that will run {@code target(a)}. */
  public <A extends @Nullable Object> Process process(VoidTask1<A> target, A a) {
    return make(Work.of(target, a));
  }

  /** Creates an unstarted process that will run {@code target(a, b)}. */
  public <A extends @Nullable Object, B extends @Nullable Object> Process process(
      VoidTask2<A, B> target, A a, B b) {
    return make(Work.of(target, a, b));
  }

  /** Creates an unstarted process that will run {@code target(a, b, c)}. */
  public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Process process(VoidTask3<A, B, C> target, A a, B b, C c) {
    return make(Work.of(target, a, b, c));
  }

  private Process make(Work work) {
    return TroupeRuntime.current().processes().make(startMethod, work);
  }

  /**
   * Creates a pool.
   *
   * @param size the number of workers, at least 1
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
