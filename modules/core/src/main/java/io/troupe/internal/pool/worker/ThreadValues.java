package io.troupe.internal.pool.worker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values for threads of this JVM: passed as they are. */
final class ThreadValues implements Values {

  @Override
  public Object function(Object function) {
    return function;
  }

  @Override
  public Object arguments(List<@Nullable Object> arguments) {
    return arguments.toArray();
  }

  @Override
  public Object items(List<?> items) {
    return new ArrayList<>(items);
  }

  @Override
  public int bytes(Object prepared) {
    return 0;
  }

  @Override
  public String describe(Object function) {
    return function.getClass().getSimpleName();
  }
}
