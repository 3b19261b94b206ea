package io.troupe.internal.queue;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.Waiter;
import java.util.HashSet;
import java.util.Set;

/**
 * How many items have been put and are not done yet, and who waits until there is none. Not
 * thread-safe.
 */
final class Unfinished {
  private final Set<Waiter> joiners = new HashSet<>();
  private long count;

  long count() {
    return count;
  }

  void add(int items) {
    count += items;
  }

  /** So many are done, or will never be. Returns whether there is none left. */
  boolean finish(long items) {
    count -= items;
    if (count > 0) {
      return false;
    }
    joiners.forEach(Waiter::done);
    joiners.clear();
    return true;
  }

  /** Answers when there is none. */
  void join(Waiter joiner) {
    if (count == 0) {
      joiner.done();
    } else {
      joiners.add(joiner);
    }
  }

  /** Returns whether it waited. */
  boolean withdraw(Waiter joiner) {
    return joiners.remove(joiner);
  }

  void gone(Caller caller) {
    joiners.removeIf(joiner -> joiner.caller() == caller);
  }
}
