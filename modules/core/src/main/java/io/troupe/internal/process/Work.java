package io.troupe.internal.process;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function with its arguments.
 *
 * @param function one of the task interfaces, for as many arguments
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; made and read in one place each
public record Work(Object function, @Nullable Object[] arguments) {

  public static Work of(Object function, @Nullable Object... arguments) {
    return new Work(Objects.requireNonNull(function, "target"), arguments.clone());
  }
}
