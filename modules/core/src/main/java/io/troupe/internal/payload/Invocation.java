package io.troupe.internal.payload;

import io.troupe.function.Task0;
import io.troupe.function.Task1;
import io.troupe.function.Task2;
import io.troupe.function.Task3;
import io.troupe.function.VoidTask0;
import io.troupe.function.VoidTask1;
import io.troupe.function.VoidTask2;
import io.troupe.function.VoidTask3;
import org.jspecify.annotations.Nullable;

/** Calls a function that crossed with the arguments that crossed. */
public final class Invocation {
  private Invocation() {}

  /**
   * Calls {@code function}.
   *
   * @return its result, null for the void forms
   * @throws Exception if it throws
   */
  @SuppressWarnings({"unchecked", "rawtypes", "NullAway"}) // checked where the call was written
  public static @Nullable Object call(Object function, @Nullable Object[] arguments)
      throws Exception {
    return switch (arguments.length) {
      case 0 -> call(function);
      case 1 -> call(function, arguments[0]);
      case 2 ->
        function instanceof Task2 task
            ? task.call(arguments[0], arguments[1])
            : nothing(() -> ((VoidTask2) function).run(arguments[0], arguments[1]));
      case 3 ->
        function instanceof Task3 task
            ? task.call(arguments[0], arguments[1], arguments[2])
            : nothing(() -> ((VoidTask3) function).run(arguments[0], arguments[1], arguments[2]));
      default -> throw new IllegalArgumentException(arguments.length + " arguments");
    };
  }

  private static @Nullable Object call(Object function) throws Exception {
    return function instanceof Task0<?> task ? task.call() : nothing((VoidTask0) function);
  }

  /** Calls a function of one argument: the hot path of maps. */
  @SuppressWarnings({"unchecked", "rawtypes", "NullAway"}) // null where the caller's type allows it
  public static @Nullable Object call(Object function, @Nullable Object argument) throws Exception {
    if (function instanceof Task1 task) {
      return task.call(argument);
    }
    ((VoidTask1) function).run(argument);
    return null;
  }

  private static @Nullable Object nothing(VoidTask0 work) throws Exception {
    work.run();
    return null;
  }
}
