package io.troupe.internal.process.spare;

import io.troupe.internal.process.child.ChildProcess;
import io.troupe.internal.process.launch.ChildSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The booted processes that wait to be needed. Thread-safe: the start of a process takes one at
 * once.
 */
public final class SpareShelf {
  private final List<ChildProcess> spares = new ArrayList<>();

  synchronized void put(ChildProcess spare) {
    spares.add(spare);
  }

  /** Takes a spare that was started as {@code spec} wants it and still lives. */
  public synchronized @Nullable ChildProcess take(ChildSpec spec) {
    for (Iterator<ChildProcess> each = spares.iterator(); each.hasNext(); ) {
      ChildProcess spare = each.next();
      if (spare.spec().startsLike(spec)) {
        each.remove();
        if (spare.jvm().isAlive()) {
          return spare;
        }
      }
    }
    return null;
  }

  /** Returns whether it was still here. */
  synchronized boolean remove(ChildProcess spare) {
    return spares.remove(spare);
  }

  /** Removes those beyond the number that is wanted of their kind. */
  synchronized List<ChildProcess> removeSurplus(ToIntFunction<ChildSpec> wanted) {
    List<ChildProcess> surplus = new ArrayList<>();
    for (ChildProcess spare : List.copyOf(spares)) {
      if (count(spare.spec()) > wanted.applyAsInt(spare.spec())) {
        spares.remove(spare);
        surplus.add(spare);
      }
    }
    return surplus;
  }

  synchronized int count(ChildSpec spec) {
    return (int) spares.stream().filter(spare -> spare.spec().startsLike(spec)).count();
  }

  public synchronized int size() {
    return spares.size();
  }
}
