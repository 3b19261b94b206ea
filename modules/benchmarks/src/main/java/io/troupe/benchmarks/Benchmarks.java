package io.troupe.benchmarks;

import io.troupe.benchmarks.comparison.Benchmark;
import io.troupe.benchmarks.program.ProgramRows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What can be compared on one machine, and what it must reach. A bound on a time in parts of CPython's, such as
 * 0.4, is a speedup of 1 / 0.4.
 */
final class Benchmarks {
  private static final List<Benchmark> ALL = Stream.of(
          ProgramRows.ALL,
          FirstRows.ALL,
          ProcessRows.ALL,
          PoolRows.ALL,
          ManagerRows.ALL,
          SharingRows.ALL,
          ActorRows.ALL)
      .flatMap(List::stream)
      .toList();

  private Benchmarks() {}

  static List<Benchmark> all() {
    return ALL;
  }

  /**
   * Returns the benchmarks with these names or in these groups; all for none.
   *
   * @param others that there are besides those of {@link #all}
   * @throws IllegalArgumentException if one is not known
   */
  static List<Benchmark> select(List<String> selectors, List<Benchmark> others) {
    List<Benchmark> all = new ArrayList<>(ALL);
    all.addAll(others);
    if (selectors.isEmpty()) {
      return all;
    }
    Set<Benchmark> selected = new LinkedHashSet<>();
    selectors.forEach(selector -> selected.addAll(select(all, selector)));
    return new ArrayList<>(selected);
  }

  /** A name that is also a group, such as {@code pool.map}, means that one. */
  private static List<Benchmark> select(List<Benchmark> all, String selector) {
    List<Benchmark> named =
        all.stream().filter(each -> each.name().equals(selector)).toList();
    List<Benchmark> found =
        named.isEmpty() ? all.stream().filter(each -> each.isIn(selector)).toList() : named;
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no benchmark '" + selector + "'; --list names all");
    }
    return found;
  }
}
