package io.troupe.internal.worker;

import com.google.protobuf.ByteString;
import io.troupe.function.VoidTask1;
import io.troupe.function.VoidTask2;
import io.troupe.function.VoidTask3;
import io.troupe.internal.payload.Invocation;
import io.troupe.internal.payload.Payloads;
import io.troupe.proto.TaskShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task as calls of its function. */
public final class TaskCall {
  private TaskCall() {}

  /**
   * Calls the function once, or once an item.
   *
   * @param arguments an {@code Object[]} for a call, else the list of items
   * @return the result, or the list of results; null for the void forms
   * @throws Exception if the function throws; the items behind are left alone
   */
  public static @Nullable Object run(TaskShape shape, Object function, Object arguments)
      throws Exception {
    return switch (shape) {
      case CALL -> Invocation.call(function, (@Nullable Object[]) arguments);
      case MAP -> map(function, (List<?>) arguments);
      case STARMAP -> starmap(function, (List<?>) arguments);
      case UNRECOGNIZED -> throw new IllegalArgumentException("a task of unknown shape");
    };
  }

  /** Decodes the arguments of a task, as {@link #run} takes them. */
  public static Object arguments(TaskShape shape, ByteString encoded, Payloads payloads) {
    return shape == TaskShape.CALL
        ? payloads.decodeArguments(encoded)
        : payloads.decodeList(encoded);
  }

  /** Encodes what {@link #run} returned. */
  public static ByteString result(TaskShape shape, @Nullable Object result, Payloads payloads) {
    return shape != TaskShape.CALL && result instanceof List<?> results
        ? payloads.encodeList(results)
        : payloads.encode(result);
  }

  private static @Nullable Object map(Object function, List<?> items) throws Exception {
    List<@Nullable Object> results = new ArrayList<>(items.size());
    for (Object item : items) {
      results.add(Invocation.call(function, item));
    }
    return hasResults(function) ? results : null;
  }

  private static @Nullable Object starmap(Object function, List<?> items) throws Exception {
    List<@Nullable Object> results = new ArrayList<>(items.size());
    for (Object item : items) {
      results.add(Invocation.call(function, ((List<?>) item).toArray()));
    }
    return hasResults(function) ? results : null;
  }

  private static boolean hasResults(Object function) {
    return !(function instanceof VoidTask1<?>
        || function instanceof VoidTask2<?, ?>
        || function instanceof VoidTask3<?, ?, ?>);
  }
}
