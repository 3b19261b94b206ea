package io.troupe.internal.manager;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a managed object is at its owner: its state, and what can be done with it. Used by one thread at a time. */
interface Referent {
  /** No value, or null. */
  List<Item> NOTHING = List.of();

  /**
   * Carries a call out. What it throws is thrown at the caller, and must leave the state as it was.
   *
   * @param method as the object's façade names it
   */
  List<Item> call(String method, List<Item> arguments) throws Throwable;

  /**
   * As {@link #call}, for a call whose result comes later: the object takes further calls meanwhile.
   *
   * @return completes with the result, and is cancelled when nobody wants it any more; null if the call is not of that kind
   */
  default @Nullable CompletableFuture<List<Item>> start(String method, List<Item> arguments)
      throws Throwable {
    return null;
  }

  /** Returns whether all its calls run code of the program. */
  default boolean runsCode() {
    return false;
  }

  /** Returns whether several threads may call it at once. */
  default boolean isConcurrent() {
    return false;
  }

  /** Returns whether a call may be interrupted when nobody wants its result any more. */
  default boolean isInterruptible() {
    return false;
  }

  /** The object ends. Must not block. */
  default void close() {}

  static List<Item> one(Item item) {
    return List.of(item);
  }

  static List<Item> one(boolean value) {
    return List.of(Item.of(value));
  }

  static List<Item> one(int value) {
    return List.of(Item.encode(value));
  }
}
