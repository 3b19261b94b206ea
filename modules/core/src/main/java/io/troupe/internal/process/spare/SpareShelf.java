package io.troupe.internal.process.spare;

import io.troupe.internal.process.child.ChildProcess;
import io.troupe.internal.process.launch.ChildSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The processes that wait to be needed, and the one that boots to do so. Thread-safe: the start of a
 * process takes one at once.
 */
public final class SpareShelf {
  private final List<ChildProcess> spares = new ArrayList<>();
  private @Nullable ChildProcess booting;

  /** Begins to have one that boots, in place of any other. */
  public synchronized void expect(ChildProcess spare) {
    booting = spare;
  }

  /** Puts the one that has booted with the others; returns false if it was taken before. */
  synchronized boolean put(ChildProcess spare) {
    if (booting != spare) {
      return false;
    }
    booting = null;
    spares.add(spare);
    return true;
  }

  /** Takes the one that boots, if it was started as {@code spec} wants it and still lives. */
  public synchronized @Nullable ChildProcess takeBooting(ChildSpec spec) {
    ChildProcess spare = booting;
    if (spare == null || !spare.spec().startsLike(spec) || !spare.jvm().isAlive()) {
      return null;
    }
    booting = null;
    return spare;
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

  /** Returns whether this process is here, or boots to be. */
  public synchronized boolean has(ChildProcess child) {
    return child == booting || spares.contains(child);
  }

  public synchronized int size() {
    return spares.size();
  }
}
