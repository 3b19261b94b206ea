package io.troupe.internal.manager;

import io.troupe.MapOptions;
import io.troupe.function.Task0;
import io.troupe.internal.payload.Invocation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks of pools on their way to a pool elsewhere. */
final class PoolCalls {
  private PoolCalls() {}

  static Call encode(io.troupe.Call<?> task) {
    Call call = Call.of("apply")
        .function(task.function())
        .value(task.timeout().orElse(null))
        .value(task.retries().orElse(-1))
        .value(task.name().orElse(null));
    task.arguments().forEach(call::value);
    return call;
  }

  /** Returns the task with its function and arguments as one function: a pool's workers decode that. */
  @SuppressWarnings("NullAway") // A task may return null.
  static io.troupe.Call<Object> decode(List<Item> items) {
    Object function = items.get(0).as(Object.class);
    @Nullable
    Object[] arguments =
        items.subList(4, items.size()).stream().map(Item::value).toArray();
    Task0<Object> task = () -> Invocation.call(function, arguments);
    io.troupe.Call<Object> call = io.troupe.Call.of(task);
    if (!items.get(1).isNull()) {
      call = call.timeout(items.get(1).as(Duration.class));
    }
    int retries = items.get(2).asInt();
    call = retries < 0 ? call : call.retries(retries);
    return items.get(3).isNull()
        ? call.name(String.valueOf(function))
        : call.name(items.get(3).as(String.class));
  }

  static Call encode(Object function, MapOptions<?> options, boolean star, List<?> items) {
    return Call.of("map")
        .function(function)
        .value(options.chunkSize())
        .value(options.timeout())
        .value(options.retries())
        .value(star)
        .value(items);
  }

  static MapOptions<Object> options(List<Item> items) {
    return new MapOptions<>(
        items.get(0).asInt(),
        items.get(1).isNull() ? null : items.get(1).as(Duration.class),
        items.get(2).asInt(),
        null,
        null);
  }
}
