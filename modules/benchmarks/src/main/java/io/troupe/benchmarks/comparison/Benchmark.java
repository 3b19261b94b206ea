package io.troupe.benchmarks.comparison;

import org.jspecify.annotations.Nullable;

/**
 * One row of the comparison.
 *
 * @param name the same as in {@code compare.py}
 * @param what the work, in a few words
 * @param count items of a round
 * @param work the work in Troupe
 * @param rival who does the same work
 * @param baseline the same work without Troupe, in this JVM or by a peer, if that is the rival
 */
public record Benchmark(
    String name,
    String what,
    Unit unit,
    int count,
    Goal goal,
    Work.Setup work,
    Rival rival,
    Work.@Nullable Setup baseline) {

  public enum Rival {
    CPYTHON,
    BASELINE,
    PEER,
    NONE
  }

  public Benchmark {
    if (count < 1) {
      throw new IllegalArgumentException("count must be >= 1, was " + count);
    }
  }

  /** A benchmark against the one of the same name in CPython. */
  public static Benchmark againstCPython(
      String name, String what, Unit unit, int count, Goal goal, Work.Setup work) {
    return new Benchmark(name, what, unit, count, goal, work, Rival.CPYTHON, null);
  }

  /** A benchmark against the same work in this JVM without Troupe. */
  public static Benchmark againstBaseline(
      String name,
      String what,
      Unit unit,
      int count,
      Goal goal,
      Work.Setup work,
      Work.Setup baseline) {
    return new Benchmark(name, what, unit, count, goal, work, Rival.BASELINE, baseline);
  }

  /** A benchmark against what does the same between processes; skipped where that is absent. */
  public static Benchmark againstPeer(
      String name, String what, Unit unit, int count, Goal goal, Work.Setup work, Work.Setup peer) {
    return new Benchmark(name, what, unit, count, goal, work, Rival.PEER, peer);
  }

  /** A benchmark of what only Troupe does. */
  public static Benchmark alone(
      String name, String what, Unit unit, int count, Goal goal, Work.Setup work) {
    return new Benchmark(name, what, unit, count, goal, work, Rival.NONE, null);
  }

  /** Returns whether {@code selector} is this name or a group that it is in: {@code pool} or {@code pool.map}. */
  public boolean isIn(String selector) {
    return name.equals(selector) || name.startsWith(selector + ".");
  }
}
