package io.troupe.internal.pool.worker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How functions and arguments get to workers. All methods run on the thread of the call, so that
 * what cannot cross fails there, with {@link io.troupe.PayloadException}. Thread-safe.
 */
public interface Values {

  /** Prepares a function for any number of tasks. */
  Object function(Object function);

  /** Prepares the arguments of one call. */
  Object arguments(List<@Nullable Object> arguments);

  /** Prepares the items of a chunk, or the argument lists of a chunk of a starmap. */
  Object items(List<?> items);

  /**
   * Returns how many bytes something prepared has on its way to a worker; 0 where it is passed as
   * it is.
   */
  int bytes(Object prepared);

  /** Names a prepared function in messages. */
  String describe(Object function);
}
