package io.troupe.internal.runtime;

import io.troupe.Call;
import io.troupe.function.Task0;
import io.troupe.internal.payload.Invocation;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/** How a worker of a pool that has a behaviour begins. */
public final class WorkerBehavior {
  private WorkerBehavior() {}

  /**
   * Returns what makes the behaviour in the worker, behind the initializer if there is one.
   *
   * @param factory makes it
   */
  public static Call<Void> after(
      @Nullable Call<Void> initializer, Task0<? extends Behavior<?>> factory) {
    return initializer == null
        ? Call.run(WorkerBehavior::begin, factory)
        : Call.run(
            WorkerBehavior::initializeAndBegin,
            initializer.function(),
            initializer.arguments().toArray(),
            factory);
  }

  private static void begin(Task0<? extends Behavior<?>> factory) throws Exception {
    TroupeRuntime.current().actorRefs().worker().begin(factory);
  }

  private static void initializeAndBegin(
      Object function, @Nullable Object[] arguments, Task0<? extends Behavior<?>> factory)
      throws Exception {
    Invocation.call(function, arguments);
    begin(factory);
  }
}
